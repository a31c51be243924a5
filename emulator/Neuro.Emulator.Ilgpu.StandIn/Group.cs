namespace ILGPU;

/// <summary>Where a kernel is within its group, which has one thread.</summary>
public static class Group
{
    /// <summary>Number of this thread.</summary>
    public static int IdxX => 0;

    /// <summary>Number of threads.</summary>
    public static int DimX => 1;

    /// <summary>Waits for the group's other threads; there are none.</summary>
    public static void Barrier()
    {
    }
}
