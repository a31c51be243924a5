namespace Neuro.Cli.Commands;

/// <summary>Every command, in the order of the help page. Adding one means one class and one line here.</summary>
internal static class CommandRegistry
{
    /// <summary>The commands of one invocation.</summary>
    public static IReadOnlyList<NeuroCommand> Create(CliHost host) =>
    [
        new CompileCommand(host),
        new RunCommand(host),
        new EvalCommand(host),
        new LearnCommand(host),
        new SweepCommand(host),
        new ReportCommand(host),
        new RecordCommand(host),
        new VerifyCommand(host),
        new ExportCommand(host),
        new InspectCommand(host),
        new TargetsCommand(host),
        new DevicesCommand(host),
        new DemoCommand(host),
        new DoctorCommand(host),
        new CompletionCommand(host),
    ];
}
