using Neuro.Benchmarks.Workloads;
using Neuro.Emulator.Crossbars;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>
/// A batch of inputs times a square matrix: for a crossbar, inputs of an 8-bit DAC, conductances of 14 bits, 8-bit ADCs; for the
/// others, the same numbers as floats.
/// </summary>
internal sealed class ProductWorkload
{
    /// <summary>The largest input.</summary>
    public const int LargestInput = 255;

    private const int LargestConductance = 8191;

    // Of a cell, so that Σ x² · variance of 1024 rows stays below 2^31.
    private const int LargestVariance = 32;
    private const double MultiplyAddsOfMeasurement = 4e9;

    /// <summary>A workload of <paramref name="size"/> rows and columns and <paramref name="batch"/> reads.</summary>
    public ProductWorkload(int size, int batch)
    {
        (Size, Batch) = (size, batch);
        SplitMix64 random = new(77);
        int Draw(int minimum, int maximum) => minimum + random.Below(maximum - minimum + 1);
        Inputs = Fill(batch * size, () => Draw(0, LargestInput));
        Spikes = Fill(batch * size, () => random.Uniform() < 0.1 ? 1 : 0);
        Conductances = Fill(size * size, () => Draw(-LargestConductance, LargestConductance));
        Variances = Fill(size * size, () => Draw(0, LargestVariance - 1));
        Repetitions = Math.Max(1, (int)(MultiplyAddsOfMeasurement / MultiplyAdds));
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>Reads of one product.</summary>
    public int Batch { get; }

    /// <summary>Products that are timed together.</summary>
    public int Repetitions { get; }

    /// <summary>[read, row], 0 to 255.</summary>
    public int[] Inputs { get; }

    /// <summary>[read, row], 1 for one in ten, else 0.</summary>
    public int[] Spikes { get; }

    /// <summary>[row, column].</summary>
    public int[] Conductances { get; }

    /// <summary>[row, column].</summary>
    public int[] Variances { get; }

    /// <summary>Multiplications of one product.</summary>
    public double MultiplyAdds => (double)Batch * Size * Size;

    /// <summary>
    /// The matrix as it is read through wires: differences of the effective conductances of pairs of cells, those of one array of
    /// 64 × 64 cells, 1 Ω from cell to cell, beside each other.
    /// </summary>
    public int[] WithIrDrop()
    {
        const int Side = 64;
        const double Siemens = 1e-4 / LargestConductance;
        double[] Effective(int sign) => EffectiveConductance.Of(new()
        {
            Rows = Side,
            Columns = Side,
            Conductance = [.. Enumerable.Range(0, Side * Side)
                .Select(i => Math.Max(0, sign * Conductances[i / Side * Size + i % Side]) * Siemens + 1e-6)],
            RWordLine = 1,
            RBitLine = 1,
        });
        (double[] plus, double[] minus) = (Effective(1), Effective(-1));
        int[] codes = new int[Size * Size];
        for (int i = 0; i < codes.Length; i++)
        {
            int cell = i / Size % Side * Side + i % Side;
            codes[i] = (int)Math.Round((plus[cell] - minus[cell]) / Siemens);
        }
        return codes;
    }

    /// <summary>A program that reads a matrix from one tile, of as many channels as outputs.</summary>
    public SpikeProgram Program(int[] conductances, bool noise)
    {
        CrossbarTile tile = new()
        {
            FirstRow = 0,
            Rows = Size,
            FirstOutput = 0,
            Outputs = Size,
            Conductance = "g",
            Variance = noise ? "variance" : null,
            NoiseShift = 16,
            Output = IrValue.FromArray("output"),
            Coefficient = 3,
            Gain = 40,
            GainShift = 22,
            MinimumCode = -128,
            MaximumCode = 127,
            CellsPerRow = 2 * Size,
        };
        Projection projection = new()
        {
            Name = "read",
            Source = "input",
            Target = "output",
            Port = "in",
            Connectivity = new Dense(),
            Weight = 1,
            Read = new() { Planes = [new(false, 0, 0, LargestInput, 1)], Tiles = [tile] },
        };
        MicroProgramBuilder neuron = new("relay");
        neuron.Emit(neuron.Accumulator("in"));
        SpikeProgram program = new()
        {
            Name = "product",
            TimeStep = new(1, 1000),
            Seed = 99,
            Neurons = [neuron.Build()],
            Populations =
            [
                new() { Name = "input", Shape = [Size], PayloadMaximum = LargestInput },
                new() { Name = "output", Shape = [Size], Neuron = "relay", Phase = 1 },
            ],
            Projections = [projection],
            Arrays =
            [
                IrArray.Create("g", [Size, Size], 16, signed: true, conductances),
                IrArray.Create("variance", [Size, Size], 8, signed: false, Variances),
                IrArray.Create("output", [Size], 16, signed: true, [.. Enumerable.Range(0, Size)]),
            ],
        };
        ProgramVerifier.ThrowIfInvalid(program);
        return program;
    }

    /// <summary>
    /// Whether <paramref name="sum"/> is, within a float's precision, that over the columns of the last read's product.
    /// </summary>
    public bool Agrees(double sum)
    {
        (double exact, double magnitude) = (0, 0);
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                double product = (double)Inputs[(Batch - 1) * Size + row] * Conductances[row * Size + column];
                (exact, magnitude) = (exact + product, magnitude + Math.Abs(product));
            }
        }
        return Math.Abs(sum - exact) < 1e-6 * magnitude;
    }

    /// <summary>Writes what the peers read: sizes, inputs, conductances.</summary>
    public void Write(PeerData data)
    {
        data.Add<int>([Size, Batch, Repetitions]);
        data.Add<int>(Inputs);
        data.Add<int>(Conductances);
    }

    private static int[] Fill(int count, Func<int> next)
    {
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = next();
        return values;
    }
}
