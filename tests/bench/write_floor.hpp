#pragma once
// The limit of any publisher on this machine: plain write() of ready frames to loopback sockets that somebody reads.

namespace bench {

// One write of `batch` frames of 204 bytes to each of `sockets` lines, over and over. The writer runs on core 0, the
// reader on the core of the caller. Frames written per second of the writer's CPU.
double frames_per_cpu_second(int sockets, int batch, double seconds);

}  // namespace bench
