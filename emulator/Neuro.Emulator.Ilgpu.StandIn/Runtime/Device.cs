namespace ILGPU.Runtime;

/// <summary>A device: here, the machine's processors.</summary>
public sealed class Device
{
    internal Device()
    {
    }

    /// <summary>What it is reached through.</summary>
    public AcceleratorType AcceleratorType => AcceleratorType.CPU;

    /// <summary>Its name.</summary>
    public string Name => "parallel loops";

    /// <summary>Bytes of its memory.</summary>
    public long MemorySize => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Largest number of threads in a group.</summary>
    public int MaxNumThreadsPerGroup => 1;

    /// <summary>Number of processors.</summary>
    public int NumMultiprocessors => Environment.ProcessorCount;

    /// <summary>What runs kernels on it.</summary>
    public Accelerator CreateAccelerator(Context context) => new(this);
}
