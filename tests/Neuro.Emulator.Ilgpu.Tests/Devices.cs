using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>The device that is tested, the first one, and in which ways programs are spread over it.</summary>
internal static class Devices
{
#if ILGPU_PACKAGE
    /// <summary>ILGPU's CPU accelerator takes about a microsecond for what a GPU's thread does: tests shrink.</summary>
    public static bool IsSlow => First.Kind == DeviceKind.Cpu;
#else
    public static bool IsSlow => false;
#endif

    public static ComputeDevice First { get; } = new IlgpuBackendProvider().Devices[0];

    /// <summary>As chosen, one group for whole slots, and three groups that share a slot.</summary>
    public static IEnumerable<(string Shape, IBackend Backend)> Backends() =>
        [("as chosen", Backend(null)), ("whole slots", Backend(0)), ("three groups a slot", Backend(3))];

    /// <summary>A backend with <paramref name="groupsPerSlot"/> groups to a slot.</summary>
    public static IBackend Backend(int? groupsPerSlot) => IlgpuBackendProvider.Create(First, groupsPerSlot);
}
