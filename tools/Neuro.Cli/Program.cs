using System.Runtime.InteropServices;
using Neuro.Cli;

// Ctrl-C and SIGTERM ask the command to stop; it unwinds, and what it was writing disappears. A second one, or a command that
// does not unwind in time, ends the process; files are renamed into place last, so nothing half-written carries a real name.
using CancellationTokenSource interrupted = new();
void Interrupt(PosixSignalContext context)
{
    if (interrupted.IsCancellationRequested)
        return;
    context.Cancel = true;
    interrupted.Cancel();
}
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

TimeSpan grace = TimeSpan.FromSeconds(5);
Task<int> run = Task.Factory.StartNew(
    () => CliApplication.Run(args, Console.Out, Console.Error, interrupted.Token), TaskCreationOptions.LongRunning);
try
{
    run.Wait(interrupted.Token);
}
catch (OperationCanceledException)
{
    if (!run.Wait(grace))
        Environment.Exit(ExitCode.Interrupted);
}
return run.Result;
