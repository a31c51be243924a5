namespace ILGPU;

/// <summary>Distances between the elements of a view.</summary>
public static class Stride1D
{
    /// <summary>Elements follow one another.</summary>
    public readonly struct Dense
    {
    }
}
