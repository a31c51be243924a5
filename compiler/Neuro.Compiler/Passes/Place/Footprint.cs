using Neuro.Ir;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What the neurons of one population need from a target: sources, synapses, weight bits.
/// Zero weights of dense maps count.</summary>
internal sealed class Footprint
{
    private readonly SpikeProgram _program;
    private readonly Projection[] _incoming;
    private readonly int _size;
    private readonly SynapseBlock? _block;

    /// <param name="program">The program.</param>
    /// <param name="population">The population.</param>
    /// <param name="block">How synapses are packed; null where each takes its weight bits.</param>
    public Footprint(SpikeProgram program, Population population, SynapseBlock? block = null)
    {
        (_program, _block) = (program, block);
        _incoming = [.. program.Projections.Where(p => p.Target == population.Name)];
        _size = population.Size;
        FanIn = new int[_size];
        MemoryBits = new long[_size];
        foreach (Projection projection in _incoming) Count(projection);
    }

    /// <summary>Synapses into each neuron.</summary>
    public int[] FanIn { get; }

    /// <summary>Bits of memory of the synapses into each neuron, were it alone on a core.</summary>
    public long[] MemoryBits { get; }

    /// <summary>Bits of synapse memory for <paramref name="count"/> neurons from <paramref name="first"/> on.</summary>
    public long Memory(int first, int count)
    {
        if (_block is null) return MemoryBits.AsSpan(first, count).ToArray().Sum();
        long bits = 0;
        foreach (Projection projection in _incoming)
        {
            (int weightBits, int delayBits) = SynapseBits(projection);
            foreach (int synapses in SynapsesBySource(projection, first, count))
                if (synapses > 0) bits += _block.Bits(synapses, weightBits, delayBits);
        }
        return bits;
    }

    /// <summary>The sources that reach <paramref name="count"/> neurons from <paramref name="first"/> on, where zero weights
    /// reach nothing.</summary>
    public IEnumerable<(string Population, int Neuron)> Sources(int first, int count) =>
        _incoming.SelectMany(p => SynapsesBySource(p, first, count).Select((n, i) => (p.Source, i, n)))
            .Where(s => s.n > 0).Select(s => (s.Source, s.i)).Distinct();

    /// <summary>The synapses into <paramref name="count"/> neurons from <paramref name="first"/> on, by the population that they
    /// come from.</summary>
    public IEnumerable<(string Source, long Synapses)> Synapses(int first, int count) =>
        _incoming.Select(p => (p.Source, SynapsesBySource(p, first, count).Sum(n => (long)n)));

    /// <summary>The rows that <paramref name="count"/> neurons from <paramref name="first"/> on take.</summary>
    public RowSet RowsOf(int first, int count)
    {
        RowSet rows = new();
        foreach (Projection projection in _incoming)
        {
            if (projection.Connectivity is Dense)
                rows.AddAll(projection.Source, _program.Population(projection.Source).Size);
            else rows.Add(projection.Source, SourcesOf(projection, first, count));
        }
        return rows;
    }

    /// <summary>Distinct sources that reach <paramref name="count"/> neurons from <paramref name="first"/> on.</summary>
    public int Rows(int first, int count) => RowsOf(first, count).Count;

    /// <summary>Synapses out of each neuron of population <paramref name="name"/>.</summary>
    public static int[] FanOut(SpikeProgram program, string name)
    {
        int[] counts = new int[program.Population(name).Size];
        foreach (Projection projection in program.Projections.Where(p => p.Source == name))
        {
            int targets = program.Population(projection.Target).Size;
            if (projection.Connectivity is Convolution convolution)
            {
                for (int j = 0; j < targets; j++)
                    foreach (int i in Taps(convolution, j)) counts[i]++;
                continue;
            }
            IrArray? rows = projection.Connectivity is Sparse sparse ? program.Array(sparse.RowPointers) : null;
            for (int i = 0; i < counts.Length; i++)
                counts[i] += rows is not null ? rows[i + 1] - rows[i] : projection.Connectivity is Dense ? targets : 1;
        }
        return counts;
    }

    // A delay takes the bits that tell it from the projection's shortest.
    private (int Weight, int Delay) SynapseBits(Projection projection)
    {
        int delayBits = _program.Array(projection.Delay) is { Length: > 0 } delays
            ? 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(delays.ToInt32().Max() - delays.ToInt32().Min()))
            : 0;
        return (_program.Array(projection.Weight)?.Bits ?? 1, delayBits);
    }

    /// <summary>Synapses from each source into <paramref name="count"/> neurons from <paramref name="first"/> on; zero weights of
    /// matrices do not count.</summary>
    private int[] SynapsesBySource(Projection projection, int first, int count)
    {
        int[] synapses = new int[_program.Population(projection.Source).Size];
        switch (projection.Connectivity)
        {
            case OneToOne:
                for (int j = first; j < first + count; j++) synapses[j]++;
                break;
            case Convolution convolution:
                for (int j = first; j < first + count; j++)
                    foreach (int i in Taps(convolution, j)) synapses[i]++;
                break;
            case Sparse sparse:
                (IrArray rows, IrArray targets) = (_program.Array(sparse.RowPointers), _program.Array(sparse.Targets));
                for (int i = 0; i < synapses.Length; i++)
                    for (int s = rows[i]; s < rows[i + 1]; s++)
                        if (targets[s] >= first && targets[s] < first + count) synapses[i]++;
                break;
            default:
                IrArray? weights = _program.Array(projection.Weight);
                for (int i = 0; i < synapses.Length; i++)
                    for (int j = first; j < first + count; j++)
                        if (weights is null || weights[(i * _size) + j] != 0) synapses[i]++;
                break;
        }
        return synapses;
    }

    private void Count(Projection projection)
    {
        (int weightBits, int delayBits) = SynapseBits(projection);
        long bits = _block?.Bits(1, weightBits, delayBits) ?? weightBits;
        int[] synapses = new int[_size];
        switch (projection.Connectivity)
        {
            case Dense: Array.Fill(synapses, _program.Population(projection.Source).Size); break;
            case OneToOne: Array.Fill(synapses, 1); break;
            case Sparse sparse:
                IrArray targets = _program.Array(sparse.Targets);
                for (int s = 0; s < targets.Length; s++) synapses[targets[s]]++;
                break;
            case Convolution convolution:
                for (int j = 0; j < _size; j++) synapses[j] = Taps(convolution, j).Count();
                break;
        }
        for (int j = 0; j < _size; j++)
        {
            FanIn[j] += synapses[j];
            MemoryBits[j] += bits * synapses[j];
        }
    }

    private IEnumerable<int> SourcesOf(Projection projection, int first, int count)
    {
        switch (projection.Connectivity)
        {
            case OneToOne: return Enumerable.Range(first, count);
            case Convolution convolution: return Enumerable.Range(first, count).SelectMany(j => Taps(convolution, j));
            case Sparse sparse:
                (IrArray rows, IrArray targets) = (_program.Array(sparse.RowPointers), _program.Array(sparse.Targets));
                HashSet<int> sources = [];
                for (int i = 0; i + 1 < rows.Length; i++)
                    for (int s = rows[i]; s < rows[i + 1]; s++)
                        if (targets[s] >= first && targets[s] < first + count)
                        {
                            _ = sources.Add(i);
                            break;
                        }
                return sources;
            default: return [];
        }
    }

    /// <summary>The sources that target neuron <paramref name="neuron"/> of a convolution
    /// reads, in the order of its kernel.</summary>
    internal static IEnumerable<int> Taps(Convolution c, int neuron) => KernelTaps(c, neuron).Select(t => t.Source);

    /// <summary>As <see cref="Taps"/>, with the index of each tap's weight.</summary>
    internal static IEnumerable<(int Source, int Weight)> KernelTaps(Convolution c, int neuron)
    {
        int x = neuron % c.OutputWidth;
        int y = neuron / c.OutputWidth % c.OutputHeight;
        int channel = neuron / (c.OutputWidth * c.OutputHeight);
        int inputs = c.InputChannels / c.Groups;
        int firstInput = channel / (c.OutputChannels / c.Groups) * inputs;
        for (int ci = firstInput; ci < firstInput + inputs; ci++)
        {
            for (int ky = 0; ky < c.KernelHeight; ky++)
            {
                int iy = (y * c.StrideY) - c.PaddingTop + (ky * c.DilationY);
                if (iy < 0 || iy >= c.InputHeight) continue;
                for (int kx = 0; kx < c.KernelWidth; kx++)
                {
                    int ix = (x * c.StrideX) - c.PaddingLeft + (kx * c.DilationX);
                    if (ix < 0 || ix >= c.InputWidth) continue;
                    int kernel = (((channel * inputs) + ci - firstInput) * c.KernelHeight + ky) * c.KernelWidth + kx;
                    yield return ((((ci * c.InputHeight) + iy) * c.InputWidth) + ix, kernel);
                }
            }
        }
    }
}
