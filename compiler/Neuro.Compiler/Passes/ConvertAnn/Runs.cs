namespace Neuro.Compiler.Passes;

/// <summary>Vectors with one value for each of equal runs of elements.</summary>
internal static class Runs
{
    /// <summary>One value for each of <paramref name="size"/> elements.</summary>
    public static double[] Expand(double[] runs, int size)
    {
        if (runs.Length == size) return runs;
        double[] full = new double[size];
        for (int i = 0; i < size; i++) full[i] = runs[(int)((long)i * runs.Length / size)];
        return full;
    }

    /// <summary>One value for all, or one for each element: the form that populations take.</summary>
    public static double[] PerNeuron(double[] runs, int size) =>
        runs.AsSpan().ContainsAnyExcept(runs[0]) ? Expand(runs, size) : [runs[0]];

    /// <summary>f of each pair, in the finer of the two runs.</summary>
    public static double[] Zip(double[] a, double[] b, int size, Func<double, double, double> f)
    {
        int count = a.Length % b.Length == 0 ? a.Length : b.Length % a.Length == 0 ? b.Length : size;
        return Values.Zip(Expand(a, count), Expand(b, count), f);
    }

    /// <summary>
    /// The part of a vector that belongs to <paramref name="count"/> elements from <paramref name="first"/> on.
    /// </summary>
    public static double[] Slice(double[] runs, int size, int first, int count) =>
        runs.Length == 1 ? runs : Values.Compact(Expand(runs, size)[first..(first + count)]);
}
