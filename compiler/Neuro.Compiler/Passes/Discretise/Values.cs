namespace Neuro.Compiler.Passes;

/// <summary>Per-neuron values: arrays of one element for all, or one per neuron.</summary>
internal static class Values
{
    /// <summary>One element where all are equal.</summary>
    public static double[] Compact(double[] values) => values.AsSpan().ContainsAnyExcept(values[0]) ? values : [values[0]];

    /// <summary>f of each pair.</summary>
    public static double[] Zip(double[] a, double[] b, Func<double, double, double> f)
    {
        double[] result = new double[Math.Max(a.Length, b.Length)];
        for (int i = 0; i < result.Length; i++)
            result[i] = f(a[a.Length == 1 ? 0 : i], b[b.Length == 1 ? 0 : i]);
        return result;
    }
}
