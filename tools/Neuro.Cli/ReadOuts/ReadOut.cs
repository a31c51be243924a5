using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Cli.ReadOuts;

/// <summary>
/// How the counts of an output population become a class on the host: the class k with the largest bias[k] + Σ count[n]·weight[n,
/// k], the lowest of equals, in integers. It is stored in the program as the arrays <c>read_out.weight</c> [neurons, classes] and
/// <c>read_out.bias</c> [classes], and has no effect on what the network executes.
/// </summary>
internal sealed class ReadOut
{
    private const string Key = "read_out";
    private const string PopulationKey = "read_out.population";
    private const string WeightName = "read_out.weight";
    private const string BiasName = "read_out.bias";
    private const int BiasBits = 32;

    private readonly int[] _weight;
    private readonly int[] _bias;
    private readonly int _bits;

    /// <summary>A read-out of <paramref name="population"/>.</summary>
    /// <param name="kind">What it was fitted as, for people.</param>
    /// <param name="population">The output.</param>
    /// <param name="weight">[neurons, classes], row by row, of <paramref name="bits"/> bits with their sign.</param>
    /// <param name="bias">[classes].</param>
    /// <param name="bits">Bits of a weight.</param>
    public ReadOut(string kind, string population, int[] weight, int[] bias, int bits) =>
        (Kind, Population, _weight, _bias, _bits) = (kind, population, weight, bias, bits);

    /// <summary>"assigned", "template" or "ridge".</summary>
    public string Kind { get; }

    /// <summary>The output population.</summary>
    public string Population { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => _bias.Length;

    /// <summary>Bits of a weight, with its sign.</summary>
    public int Bits => _bits;

    /// <summary>For each neuron the class with its largest weight; −1 where all are equal.</summary>
    public ImmutableArray<int> Preferences =>
    [
        .. _weight.Chunk(Classes).Select(w => w.Min() == w.Max() ? -1 : Array.IndexOf(w, w.Max())),
    ];

    /// <summary>The read-out of <paramref name="population"/> that <paramref name="program"/> carries; null without
    /// one.</summary>
    public static ReadOut? Find(SpikeProgram program, string population)
    {
        IrArray? weight = program.Arrays.FirstOrDefault(a => a.Name == WeightName);
        IrArray? bias = program.Arrays.FirstOrDefault(a => a.Name == BiasName);
        if (weight is null || bias is null || program.Metadata.GetValueOrDefault(PopulationKey) != population
            || bias.Length == 0 || weight.Length != (long)bias.Length * program.Population(population).Size)
            return null;
        return new(program.Metadata.GetValueOrDefault(Key) ?? "linear", population, weight.ToInt32(), bias.ToInt32(),
            weight.Bits);
    }

    /// <summary><paramref name="program"/> with this read-out, in place of another.</summary>
    public SpikeProgram Store(SpikeProgram program) => program with
    {
        Arrays =
        [
            .. program.Arrays.Where(a => a.Name is not (WeightName or BiasName)),
            IrArray.Create(WeightName, [_weight.Length / Classes, Classes], _bits, true, _weight),
            IrArray.Create(BiasName, [Classes], BiasBits, true, _bias),
        ],
        Metadata = program.Metadata.SetItem(Key, Kind).SetItem(PopulationKey, Population),
    };

    /// <summary>The class of one sample's counts.</summary>
    public int Answer(ReadOnlySpan<long> counts)
    {
        Span<long> scores = Classes <= 256 ? stackalloc long[Classes] : new long[Classes];
        for (int k = 0; k < scores.Length; k++)
            scores[k] = _bias[k];
        for (int n = 0; n < counts.Length; n++)
        {
            if (counts[n] == 0)
                continue;
            for (int k = 0; k < scores.Length; k++)
                scores[k] += counts[n] * _weight[n * Classes + k];
        }
        int best = 0;
        for (int k = 1; k < scores.Length; k++)
        {
            if (scores[k] > scores[best])
                best = k;
        }
        return best;
    }
}
