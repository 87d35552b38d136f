# Writes OUT (a .cpp) with the files of DATA that data.hpp names, each as one text.
# Run as: cmake -DDATA=... -DOUT=... -P embed.cmake
set(code "#include \"moderation/data.hpp\"\n\nnamespace moderation::data {\n\n")
foreach(pair words_nl:words-nl.txt reasons:reasons.toml)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 name)
  list(GET pair 1 file)
  file(READ ${DATA}/${file} text)
  string(APPEND code "std::string_view const ${name} = R\"plekberaad(${text})plekberaad\";\n\n")
endforeach()
file(WRITE ${OUT} "${code}}  // namespace moderation::data\n")
