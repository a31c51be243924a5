using ILGPU;
using ILGPU.Runtime;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>What ILGPU's exceptions mean.</summary>
internal static class DeviceFailures
{
    /// <summary>What <paramref name="exception"/> says of the device; null where it is about something else.</summary>
    public static DeviceFailure? Kind(Exception exception) => exception switch
    {
        OutOfMemoryException => DeviceFailure.OutOfMemory,
        AcceleratorException when MeansMemory(exception.Message) => DeviceFailure.OutOfMemory,
        AcceleratorException => DeviceFailure.Lost,
        InternalCompilerException or CapabilityNotSupportedException => DeviceFailure.KernelBuild,
        _ => null,
    };

    // CUDA says "out of memory"; OpenCL has CL_OUT_OF_RESOURCES, CL_OUT_OF_HOST_MEMORY and CL_MEM_OBJECT_ALLOCATION_FAILURE.
    private static bool MeansMemory(string message)
    {
        string words = message.Replace('_', ' ');
        return words.Contains("out of", StringComparison.OrdinalIgnoreCase)
            || words.Contains("allocation failure", StringComparison.OrdinalIgnoreCase);
    }
}
