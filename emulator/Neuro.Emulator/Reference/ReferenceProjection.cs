using Neuro.Ir;

namespace Neuro.Emulator.Reference;

/// <summary>A projection as what it means: for every source neuron, the list of its synapses.</summary>
internal sealed class ReferenceProjection
{
    private readonly SpikeProgram _program;
    private readonly Projection _projection;
    private readonly Synapse[]?[] _synapses;

    /// <summary>Resolves <paramref name="projection"/> of <paramref name="program"/>.</summary>
    public ReferenceProjection(SpikeProgram program, Projection projection)
    {
        _program = program;
        _projection = projection;
        _synapses = new Synapse[]?[program.Population(projection.Source).Size];
        Number = program.Projections.IndexOf(projection);
        Source = program.Populations.IndexOf(program.Population(projection.Source));
        Target = program.Populations.IndexOf(program.Population(projection.Target));
        MicroProgram target = program.Neuron(program.Population(projection.Target).Neuron!);
        Port = target.Accumulators.IndexOf(target.Accumulators.Single(a => a.Name == projection.Port));
        LongestDelay = program.LongestDelay(projection);
        Crossbar = projection.Read is null ? null : new(program, projection);
        Plasticity = projection.Plasticity is null ? null : new(program, projection, this);
    }

    /// <summary>The projection's number in the program.</summary>
    public int Number { get; }

    /// <summary>Number of the target population.</summary>
    public int Target { get; }

    /// <summary>Number of the source population.</summary>
    public int Source { get; }

    /// <summary>Number of the target's accumulator.</summary>
    public int Port { get; }

    /// <summary>Longest delay of any synapse.</summary>
    public int LongestDelay { get; }

    /// <summary>What is read instead of the synapses; null where they are digital.</summary>
    public ReferenceCrossbar? Crossbar { get; }

    /// <summary>How the weights change; null where they do not.</summary>
    public ReferencePlasticity? Plasticity { get; }

    /// <summary>The synapses of source neuron <paramref name="source"/>.</summary>
    public Synapse[] Synapses(int source) => _synapses[source] ??= [.. _projection.Connectivity switch
    {
        Dense => DenseRow(source),
        Sparse sparse => SparseRow(sparse, source),
        Convolution convolution => Taps(convolution, source),
        OneToOne => [Make(source, source, source)],
        Connectivity other => throw new NotSupportedException($"connectivity {other.GetType().Name}"),
    }];

    private IEnumerable<Synapse> DenseRow(int source)
    {
        int targets = _program.Population(_projection.Target).Size;
        return Enumerable.Range(0, targets).Select(target => Make(target, source * targets + target, target));
    }

    private IEnumerable<Synapse> SparseRow(Sparse sparse, int source)
    {
        IrArray rows = _program.Array(sparse.RowPointers);
        IrArray targets = _program.Array(sparse.Targets);
        return Enumerable.Range(rows[source], rows[source + 1] - rows[source]).Select(s => Make(targets[s], s, targets[s]));
    }

    /// <summary>
    /// Cross-correlation: output (co, oy, ox) reads input (ci, oy·strideY − paddingTop + ky·dilationY, …) through kernel element
    /// (co, ci within its group, ky, kx). Here the same relation is walked from one input to the outputs that read it.
    /// </summary>
    private IEnumerable<Synapse> Taps(Convolution c, int source)
    {
        int x = source % c.InputWidth;
        int y = source / c.InputWidth % c.InputHeight;
        int channel = source / (c.InputWidth * c.InputHeight);
        int inputsPerGroup = c.InputChannels / c.Groups;
        int outputsPerGroup = c.OutputChannels / c.Groups;
        int firstOutput = channel / inputsPerGroup * outputsPerGroup;
        for (int co = firstOutput; co < firstOutput + outputsPerGroup; co++)
        {
            for (int ky = 0; ky < c.KernelHeight; ky++)
            {
                if (c.TargetRow(y, ky) is not (>= 0 and int oy))
                    continue;
                for (int kx = 0; kx < c.KernelWidth; kx++)
                {
                    if (c.TargetColumn(x, kx) is not (>= 0 and int ox))
                        continue;
                    int kernel = ((co * inputsPerGroup + channel % inputsPerGroup) * c.KernelHeight + ky) * c.KernelWidth + kx;
                    yield return Make((co * c.OutputHeight + oy) * c.OutputWidth + ox, kernel, co);
                }
            }
        }
    }

    private Synapse Make(int target, int synapse, int channel)
    {
        long scale = checked(Value(_projection.Multiplier, channel) * (1L << _projection.Shift));
        return new(synapse, target, Value(_projection.Weight, synapse), scale, Value(_projection.Delay, synapse));
    }

    private int Value(IrValue value, int index) => _program.Array(value)?[index] ?? value.Scalar;
}
