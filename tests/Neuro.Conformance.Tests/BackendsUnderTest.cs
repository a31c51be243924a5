using Neuro.Emulator.Cpu;
using Neuro.Emulator.Ilgpu;
using Neuro.Emulator.OpenCL;
using Neuro.Emulator.Reference;
using Neuro.Runtime;
using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Conformance.Tests;

/// <summary>
/// What this machine can compare with the reference, by the names of the command line: "cpu", "opencl:0". A backend that cannot
/// be used here is among them too, so that its tests are seen to be skipped, and why.
/// </summary>
internal static class BackendsUnderTest
{
    private static readonly IBackendProvider[] BuiltIn = [new ReferenceBackendProvider(), new CpuBackendProvider()];
    private static readonly IBackendProvider[] OfDevices = [new IlgpuBackendProvider(), new OpenCLBackendProvider()];
    private static readonly IBackendProvider OnnxRuntime = new OnnxRuntimeBackendProvider();

    /// <summary>The devices of backends other than the CPU's.</summary>
    public static IEnumerable<string> Devices => OfDevices.SelectMany(Names);

    /// <summary>Everything that keeps to the semantics to the last draw of a crossbar's noise.</summary>
    public static TheoryData<string> Emulators => [.. BuiltIn.Concat(OfDevices).SelectMany(Names)];

    /// <summary>Everything.</summary>
    public static TheoryData<string> All => [.. BuiltIn.Concat(OfDevices).Append(OnnxRuntime).SelectMany(Names)];

    /// <summary>The backend called <paramref name="name"/>; skips the running test where it cannot be used.</summary>
    public static IBackend Open(string name)
    {
        string[] parts = name.Split(':');
        IBackendProvider provider = BuiltIn.Concat(OfDevices).Append(OnnxRuntime).Single(p => p.Name == parts[0]);
        if (provider.Missing is { } missing)
            Assert.Skip($"{provider.Name} is not exercised: {missing.What}; {missing.Remedy}");
        return provider.Create(provider.Devices[parts.Length > 1 ? int.Parse(parts[1]) : 0]);
    }

    /// <summary>
    /// Whether it is ILGPU's own CPU accelerator, whose threads take about a microsecond for what others do in a few
    /// nanoseconds: tests shrink on it.
    /// </summary>
    public static bool IsSlow(string name) => name.StartsWith("ilgpu:", StringComparison.Ordinal)
        && !IlgpuBackendProvider.Choice.Contains("stand-in", StringComparison.Ordinal)
        && OfDevices[0].Devices[int.Parse(name.Split(':')[1])].Kind == DeviceKind.Cpu;

    private static IEnumerable<string> Names(IBackendProvider provider) =>
        OfDevices.Contains(provider) && provider.Missing is null
            ? provider.Devices.Select(d => $"{provider.Name}:{d.Index}")
            : [provider.Name];
}
