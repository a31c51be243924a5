using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Testing.Programs;

/// <summary>
/// Makes a random program learn: plastic projections, reductions, states that samples keep, and parameters that are others
/// while it does not learn.
/// </summary>
internal sealed class RandomLearning
{
    private readonly Random _random;
    private readonly SpikeProgram _program;
    private readonly List<IrArray> _arrays;
    private readonly List<MicroProgram> _rules = [];
    private readonly HashSet<string> _widened = [];

    private RandomLearning(Random random, SpikeProgram program)
    {
        _random = random;
        _program = random.Chance(0.4) ? WithModulator(program) : program;
        _arrays = [.. program.Arrays];
    }

    /// <summary>Of the projections that can be, <paramref name="share"/> are plastic.</summary>
    public static SpikeProgram Apply(SpikeProgram program, Random random, double share) =>
        new RandomLearning(random, program).Build(share);

    private SpikeProgram Build(double share)
    {
        ImmutableArray<Projection> projections =
        [
            .. _program.Projections.Select(p =>
                p.Read is null && p.Connectivity is not Convolution && _random.Chance(share) ? Plastic(p) : p),
        ];
        ImmutableArray<Reduction> reductions = [.. Enumerable.Range(0, _random.Next(3)).Select(Reduce).OfType<Reduction>()];
        return _program with
        {
            Neurons = [.. _program.Neurons.Select(n => _widened.Contains(n.Name) ? Wide(n) : n)],
            Populations = [.. _program.Populations.Select(p => p.IsInput ? p : Vary(p))],
            Projections = projections,
            Reductions = reductions,
            Rules = [.. _rules],
            Arrays = [.. _arrays],
            Devices = projections.Any(p => p.Plasticity?.Commit is not null) ? [RandomCommit.Device] : [],
        };
    }

    /// <summary>The program and a population of one neuron, whose state is a third factor.</summary>
    private static SpikeProgram WithModulator(SpikeProgram program)
    {
        MicroProgramBuilder b = new("modulator");
        Value reward = b.State("reward", 8);
        b.Store("reward", b.Sat(b.Sub(b.Rand(7), b.Shr(reward, 1, Rounding.Floor)), 8));
        return program with
        {
            Neurons = program.Neurons.Add(b.Build()),
            Populations = program.Populations.Add(new() { Name = "modulator", Shape = [1], Neuron = "modulator", Phase = 1 }),
        };
    }

    private Projection Plastic(Projection projection)
    {
        bool immediate = _program.Population(projection.Source).Phase < _program.Population(projection.Target).Phase;
        Projection scalar = projection with
        {
            Delay = projection.Delay.IsArray ? (immediate ? 0 : 1) + _random.Next(4) : projection.Delay,
        };
        RandomPlasticity generator = new(_random, _program, scalar);
        Plasticity plasticity = generator.Generate();
        _arrays.AddRange(generator.Arrays);
        _rules.AddRange(generator.Rules);
        return scalar with { Plasticity = plasticity };
    }

    private Reduction? Reduce(int number)
    {
        (Population Source, Population Target)[] pairs =
        [
            .. from source in _program.Populations
               from target in _program.Populations
               where !source.IsInput && !target.IsInput && source.Size % target.Size == 0
                   && !_program.Neuron(source.Neuron!).States.IsEmpty && !_program.Neuron(target.Neuron!).Accumulators.IsEmpty
               select (source, target),
        ];
        if (pairs.Length == 0)
            return null;
        (Population from, Population to) = _random.Pick(pairs);
        int[] groups = from.Size == to.Size
            ? [0, .. Enumerable.Range(1, from.Size).Where(g => from.Size % g == 0)]
            : [from.Size / to.Size];
        ReductionKind kind = _random.Pick(Enum.GetValues<ReductionKind>());
        if (from.Size != to.Size && kind is ReductionKind.KMax or ReductionKind.Softmax)
            kind = ReductionKind.Max;
        _widened.Add(to.Neuron!);
        return new()
        {
            Name = $"reduction{number}",
            Source = from.Name,
            State = _random.Pick(_program.Neuron(from.Neuron!).States).Name,
            Target = to.Name,
            Port = _random.Pick(_program.Neuron(to.Neuron!).Accumulators).Name,
            Kind = kind,
            Group = _random.Pick(groups),
            Count = kind switch
            {
                ReductionKind.Softmax => _random.Next(1, 17),
                ReductionKind.KMax => _random.Next(1, 6),
                _ => 1,
            },
            FractionBits = kind == ReductionKind.Softmax ? _random.Next(17) : 0,
            Floor = kind is ReductionKind.ArgMax or ReductionKind.Miss or ReductionKind.KMax && _random.Chance(0.5)
                ? _random.Number()
                : int.MinValue,
        };
    }

    private static MicroProgram Wide(MicroProgram neuron) =>
        neuron with { Accumulators = [.. neuron.Accumulators.Select(a => a with { Bits = 64 })] };

    private Population Vary(Population population)
    {
        MicroProgram neuron = _program.Neuron(population.Neuron!);
        return population with
        {
            Kept = [.. neuron.States.Select(s => s.Name).Where(_ => _random.Chance(0.3))],
            Inference = neuron.Parameters.Where(_ => _random.Chance(0.3)).ToImmutableSortedDictionary(
                p => p, _ => (IrValue)_random.Number(), StringComparer.Ordinal),
        };
    }
}
