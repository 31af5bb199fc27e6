using Livecaller.Host.Commands;

return await HostCommandLine.RunAsync(args);
