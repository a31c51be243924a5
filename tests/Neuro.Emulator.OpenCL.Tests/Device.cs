using Neuro.Emulator.OpenCL.Generation;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL.Tests;

/// <summary>The device that tests run on.</summary>
internal static class Device
{
    // What a processor gets, and what GPUs and large networks get, on whatever device there is. pocl 3.1 compiles kernels with
    // barriers wrongly when it optimises them; processors are not given any.
    private static readonly Dictionary<string, ExecutionStyle?> Styles = new()
    {
        ["chosen"] = null,
        ["owner"] = ExecutionStyle.OneOwner,
        ["owners"] = new(Shared: false, Lanes: 3, GroupSize: 1, Staged: true, Optimised: false),
        ["group"] = new(Shared: true, Lanes: 64, GroupSize: 64, Staged: false, Optimised: false),
        ["grid"] = new(Shared: true, Lanes: 128, GroupSize: 64, Staged: true, Optimised: false),
    };

    /// <summary>The first device; the test is skipped where there is none.</summary>
    public static ComputeDevice First
    {
        get
        {
            OpenCLBackendProvider provider = new();
            if (provider.Missing is { } missing)
                Assert.Skip($"no OpenCL device: {missing.What}; {missing.Remedy}");
            return provider.Devices[0];
        }
    }

    /// <summary>A backend that spreads programs as named.</summary>
    public static OpenCLBackend Backend(string style = "chosen") => new(First) { Style = Styles[style] };
}
