# Writes OUT (a .cpp) with every file under WEB (as /...) and FORMATS (as /formats/...) built in by the assembler
# (.incbin), and the table that static_files.hpp names.
# Run as: cmake -DWEB=... -DFORMATS=... -DOUT=... -P embed.cmake
set(declarations "")
set(table "")
set(count 0)
function(embed folder prefix)
  file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/*)
  list(SORT files)
  foreach(name IN LISTS files)
    string(APPEND declarations
      "asm(\".section .rodata\\n.global web_file_${count}\\nweb_file_${count}:\\n.incbin \\\"${folder}/${name}\\\"\\n"
      ".global web_file_${count}_end\\nweb_file_${count}_end:\\n.byte 0\\n.previous\\n\");\n"
      "extern \"C\" char const web_file_${count}[];\nextern \"C\" char const web_file_${count}_end[];\n")
    string(APPEND table "    {\"${prefix}${name}\", {web_file_${count}, "
                        "static_cast<std::size_t>(web_file_${count}_end - web_file_${count})}},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  set(declarations "${declarations}" PARENT_SCOPE)
  set(table "${table}" PARENT_SCOPE)
  set(count ${count} PARENT_SCOPE)
endfunction()

embed(${WEB} "/")
embed(${FORMATS} "/formats/")
file(WRITE ${OUT} "#include \"server/net/static_files.hpp\"\n\n${declarations}\nnamespace net {\n\nnamespace {
EmbeddedFile const table[] = {\n${table}    {\"\", {}},\n};\n}  // namespace\n
EmbeddedFile const* const embedded_files = table;\nstd::size_t const embedded_files_count = ${count};\n\n}  // namespace net\n")
