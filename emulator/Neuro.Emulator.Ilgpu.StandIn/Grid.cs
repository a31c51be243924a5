namespace ILGPU;

/// <summary>Where a kernel is within its launch.</summary>
public static class Grid
{
    [ThreadStatic]
    private static int _index;

    [ThreadStatic]
    private static int _groups;

    /// <summary>Number of this group.</summary>
    public static int IdxX => _index;

    /// <summary>Number of groups.</summary>
    public static int DimX => _groups;

    internal static void Enter(int index, int groups) => (_index, _groups) = (index, groups);
}
