namespace ILGPU;

/// <summary>Operations on memory that threads share.</summary>
public static class Atomic
{
    /// <summary>Adds <paramref name="value"/> to <paramref name="target"/> and returns what was there.</summary>
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    /// <summary>Adds <paramref name="value"/> to <paramref name="target"/> and returns what was there.</summary>
    public static long Add(ref long target, long value) => Interlocked.Add(ref target, value) - value;
}
