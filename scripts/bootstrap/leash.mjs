// Loaded first into every program that a command starts: the command's death, however sudden, is a request to stop.
process.channel?.unref();
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
