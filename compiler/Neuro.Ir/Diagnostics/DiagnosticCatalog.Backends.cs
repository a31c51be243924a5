namespace Neuro.Ir.Diagnostics;

/// <content>What executes, and what goes wrong with its device.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: the name; {1}: those there are; {2}: "did you mean 'x'? " or nothing.</summary>
    public static readonly DiagnosticDescriptor NoSuchBackend = new(
        "NEU6505", Severity.Error, "there is no backend '{0}'", "{2}there are: {1}; `neuro doctor` says what they run on here");

    /// <summary>{0}: backend; {1}: what stands behind the colon; {2}: the devices there are.</summary>
    public static readonly DiagnosticDescriptor NoSuchComputeDevice = new(
        "NEU6560", Severity.Error, "backend '{0}' has no device '{1}' on this machine", "there are: {2}");

    /// <summary>{0}: backend; {1}: what is missing; {2}: what to do.</summary>
    public static readonly DiagnosticDescriptor BackendUnusable = new(
        "NEU6561", Severity.Error, "backend '{0}' cannot be used on this machine: {1}", "{2}; --backend cpu always works");

    /// <summary>{0}: backend and device; {1}: what the driver says.</summary>
    public static readonly DiagnosticDescriptor DeviceOutOfMemory = new(
        "NEU6562", Severity.Error, "{0} has too little memory for this: {1}",
        "use a smaller --batch, probe fewer states, or use --backend cpu");

    /// <summary>{0}: backend and device; {1}: what the driver says.</summary>
    public static readonly DiagnosticDescriptor KernelBuildFailed = new(
        "NEU6563", Severity.Error, "the driver of {0} could not build the program's kernels: {1}",
        "--backend cpu runs the same program; an update of the driver may help; `neuro doctor` checks it with a tiny program");

    /// <summary>{0}: backend and device; {1}: what the driver says.</summary>
    public static readonly DiagnosticDescriptor DeviceLost = new(
        "NEU6564", Severity.Error, "{0} stopped working: {1}",
        "look at the system's log for its driver, and at what else uses the device; --backend cpu runs the same program");

    /// <summary>{0}: what failed, and how.</summary>
    public static readonly DiagnosticDescriptor FellBack = new(
        "NEU6565", Severity.Warning, "{0}; going on with the CPU backend",
        "the outcome is the same; --backend cpu does not try the device");
}
