using Neuro.Runtime;

namespace Neuro.Emulator.Selection;

/// <summary>What executes a program, and why that.</summary>
/// <param name="Provider">The family of backends.</param>
/// <param name="Device">The device.</param>
/// <param name="Reason">What it was chosen for, as a part of a sentence: "about 40 s on the CPU, about 2 s there".</param>
public sealed record BackendChoice(IBackendProvider Provider, ComputeDevice Device, string Reason)
{
    /// <summary>How the command line names it: "cpu", "opencl:0".</summary>
    public string Name =>
        Provider.Devices.Count == 1 && Device.Kind == DeviceKind.Cpu ? Provider.Name : $"{Provider.Name}:{Device.Index}";

    /// <summary>The name and the device's: "opencl:0 (NVIDIA H200)".</summary>
    public override string ToString() => $"{Name} ({Device.Name})";
}
