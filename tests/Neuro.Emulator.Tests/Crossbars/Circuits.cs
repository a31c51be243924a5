using Neuro.Emulator.Crossbars;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>Random circuits.</summary>
internal static class Circuits
{
    /// <summary>Cells of random conductance between <paramref name="least"/> and <paramref name="most"/>, log-uniform.</summary>
    public static CrossbarCircuit Random(
        int rows, int columns, double word, double bit, double driver = 0, double sink = 0, int seed = 1, double least = 1e-6,
        double most = 1e-4)
    {
        Random random = new(seed);
        return new()
        {
            Rows = rows,
            Columns = columns,
            Conductance =
                [.. Enumerable.Range(0, rows * columns).Select(_ => least * Math.Pow(most / least, random.NextDouble()))],
            RWordLine = word,
            RBitLine = bit,
            RDriver = driver,
            RSink = sink,
        };
    }

    public static double[] Drive(int rows, int seed = 2)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => 0.05 + random.NextDouble() * 0.4)];
    }

    /// <summary>Vᵀ·G.</summary>
    public static double[] Currents(CrossbarCircuit circuit, double[] effective, double[] drive)
    {
        double[] currents = new double[circuit.Columns];
        for (int i = 0; i < circuit.Rows; i++)
            for (int j = 0; j < circuit.Columns; j++) currents[j] += drive[i] * effective[i * circuit.Columns + j];
        return currents;
    }
}
