using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Testing.Programs;

/// <summary>Random projections between two given populations, with their arrays.</summary>
internal sealed class RandomProjection(Random random, Population source, Population target, string name)
{
    /// <summary>No multiplier is larger.</summary>
    public const int LargestMultiplier = 64;

    private readonly List<IrArray> _arrays = [];
    private int _weightBits = 1;
    private int _multiplierBits = 1;

    /// <summary>The arrays of what was generated.</summary>
    public IReadOnlyList<IrArray> Arrays => _arrays;

    /// <summary>No sum over all synapses of the projection exceeds this magnitude, times the largest payload.</summary>
    public double Bound { get; private set; }

    /// <summary>A projection to <paramref name="port"/>; no delay is shorter than <paramref name="minimumDelay"/>.</summary>
    public Projection Generate(string port, int minimumDelay)
    {
        (Connectivity connectivity, ImmutableArray<int> weightShape, int synapses) = Connect();
        int channels = connectivity is Convolution c ? c.OutputChannels : target.Size;
        int weights = weightShape.Aggregate(1, (a, b) => a * b);
        Projection projection = new()
        {
            Name = name,
            Source = source.Name,
            Target = target.Name,
            Port = port,
            Connectivity = connectivity,
            Weight = Weight(weightShape, weights),
            Multiplier = Multiplier(channels),
            Shift = random.Chance(0.5) ? 0 : random.Next(0, random.Chance(0.1) ? 24 : 8),
            Delay = Delay(connectivity, weightShape, weights, minimumDelay),
        };
        Bound = synapses * Math.Pow(2, _weightBits + _multiplierBits + projection.Shift);
        return projection;
    }

    private (Connectivity Connectivity, ImmutableArray<int> WeightShape, int Synapses) Connect()
    {
        bool images = source.Shape.Length == 3 && target.Shape.Length == 3;
        if (images && random.Chance(0.7))
        {
            Convolution c = Convolve();
            ImmutableArray<int> kernel = [c.OutputChannels, c.InputChannels / c.Groups, c.KernelHeight, c.KernelWidth];
            return (c, kernel, c.WeightCount * c.InputHeight * c.InputWidth);
        }
        if (source.Size == target.Size && random.Chance(0.5))
            return (new OneToOne(), [source.Size], source.Size);
        if (random.Chance(0.5))
            return (new Dense(), [source.Size, target.Size], source.Size * target.Size);
        Sparse sparse = Rows(out int synapses);
        return (sparse, [synapses], synapses);
    }

    private Sparse Rows(out int synapses)
    {
        double density = random.NextDouble() * random.NextDouble();
        List<int> rows = [0], targets = [];
        for (int i = 0; i < source.Size; i++)
        {
            for (int j = 0; j < target.Size; j++)
            {
                // Now and then a pair more than once.
                for (int n = random.Chance(density) ? random.Next(1, 3) : 0; n > 0; n--)
                    targets.Add(j);
            }
            rows.Add(targets.Count);
        }
        synapses = targets.Count;
        AddArray("rows", [rows.Count], random.Pick([16, 24, 31]), false, [.. rows]);
        AddArray("targets", [targets.Count], random.Pick([8, 12, 16, 31]), false, [.. targets]);
        return new($"{name}.rows", $"{name}.targets");
    }

    private Convolution Convolve()
    {
        (int ic, int oc) = (source.Shape[0], target.Shape[0]);
        int[] divisors = [.. Enumerable.Range(1, Math.Min(ic, oc)).Where(g => ic % g == 0 && oc % g == 0)];
        return new()
        {
            InputChannels = ic,
            InputHeight = source.Shape[1],
            InputWidth = source.Shape[2],
            OutputChannels = oc,
            OutputHeight = target.Shape[1],
            OutputWidth = target.Shape[2],
            KernelHeight = random.Next(1, 4),
            KernelWidth = random.Next(1, 4),
            StrideY = random.Next(1, 4),
            StrideX = random.Next(1, 4),
            PaddingTop = random.Next(0, 3),
            PaddingLeft = random.Next(0, 3),
            DilationY = random.Next(1, 3),
            DilationX = random.Next(1, 3),
            Groups = random.Pick(divisors),
        };
    }

    private IrValue Weight(ImmutableArray<int> shape, int count)
    {
        bool signed = random.Chance(0.8);
        _weightBits = random.Next(1, random.Chance(0.2) ? 17 : 9);
        if (random.Chance(0.15))
            return (signed ? -1 : 1) * random.Next(1 << _weightBits);
        int half = 1 << (_weightBits - 1);
        (int minimum, int maximum) = signed ? (-half, half - 1) : (0, 2 * half - 1);
        int[] codes = [.. Enumerable.Range(0, count).Select(_ => random.Within(minimum, maximum))];
        return AddArray("weight", shape, _weightBits, signed, codes);
    }

    private IrValue Multiplier(int channels)
    {
        if (random.Chance(0.6))
            return 1;
        _multiplierBits = random.Next(2, 7);
        int limit = 1 << _multiplierBits;
        if (random.Chance(0.5))
            return random.Next(limit);
        int[] multipliers = [.. Enumerable.Range(0, channels).Select(_ => random.Next(limit))];
        return AddArray("multiplier", [channels], _multiplierBits, false, multipliers);
    }

    private IrValue Delay(Connectivity connectivity, ImmutableArray<int> shape, int count, int minimum)
    {
        if (connectivity is Convolution || random.Chance(0.7))
            return minimum + (random.Chance(0.5) ? 0 : random.Next(4));
        int longest = random.Next(1, 6);
        return AddArray("delay", shape, 4, false, [.. Enumerable.Range(0, count).Select(_ => minimum + random.Next(longest))]);
    }

    private IrValue AddArray(string suffix, ImmutableArray<int> shape, int bits, bool signed, int[] values)
    {
        _arrays.Add(IrArray.Create($"{name}.{suffix}", shape, bits, signed, values));
        return IrValue.FromArray($"{name}.{suffix}");
    }
}
