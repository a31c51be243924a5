namespace Neuro.Cli.Output;

/// <summary>What programs were executed on, and why there.</summary>
/// <param name="Backend">"cpu", "opencl:0".</param>
/// <param name="Device">The device's name.</param>
/// <param name="Reason">Why: "asked for", or what the choice went by.</param>
/// <param name="Failure">How the device failed, after which the CPU backend went on; null where it did not.</param>
internal sealed record Execution(string Backend, string Device, string Reason, string? Failure = null);
