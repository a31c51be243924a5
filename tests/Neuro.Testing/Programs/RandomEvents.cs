using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Testing.Programs;

/// <summary>
/// Random programs that fire by the event: those of <see cref="RandomProgram"/> without delays, phases and draws, so that most
/// have loops. Every neuron has a budget of events, so that none runs away.
/// </summary>
public sealed class RandomEvents
{
    private const string Budget = "budget";
    private const int LargestBudget = 15;

    private readonly Random _random;
    private readonly List<IrArray> _arrays = [];
    private readonly List<MicroProgram> _rules = [];

    private RandomEvents(int seed) => _random = new(seed ^ 0x5eed);

    /// <summary>Program number <paramref name="seed"/>; of the projections that can be plastic, <paramref name="learning"/> is
    /// the share that is.</summary>
    public static SpikeProgram Generate(int seed, int largest = 16, double learning = 0.5) =>
        new RandomEvents(seed).Apply(RandomProgram.Generate(seed, largest), learning);

    private SpikeProgram Apply(SpikeProgram program, double learning)
    {
        _arrays.AddRange(program.Arrays);
        SpikeProgram byEvent = program with
        {
            Firing = Firing.Event,
            EventQueue = _random.Pick([1, 2, 5, 30, 70, 1000]),
            Neurons = [.. program.Neurons.Select(n => WithBudget(WithoutDraws(n)))],
            Populations = [.. program.Populations.Select(p => p.IsInput ? p : Limited(p))],
            Projections = [.. program.Projections.Select(p => p with { Delay = 0 })],
        };
        ImmutableArray<Projection> projections =
        [
            .. byEvent.Projections.Select(p =>
                p.Connectivity is not Convolution && _random.Chance(learning) ? Plastic(byEvent, p) : p),
        ];
        return byEvent with { Projections = projections, Rules = [.. _rules], Arrays = [.. _arrays] };
    }

    private Population Limited(Population population) => population with
    {
        Phase = 1,
        Initial = population.Initial.WithComparers(StringComparer.Ordinal).SetItem(Budget, _random.Next(1, LargestBudget + 1)),
    };

    private Projection Plastic(SpikeProgram program, Projection projection)
    {
        RandomPlasticity generator = new(_random, program, projection);
        Plasticity plasticity = generator.Generate();
        _arrays.AddRange(generator.Arrays);
        _rules.AddRange(generator.Rules.Select(WithoutDraws));
        return projection with { Plasticity = plasticity };
    }

    private static MicroProgram WithoutDraws(MicroProgram micro) =>
        micro with { Body = [.. micro.Body.Select(WithoutDraw)] };

    private static Instruction WithoutDraw(Instruction i) => i switch
    {
        { Op: OpCode.Rand } => i with { Op = OpCode.Const, Immediate = (1 << i.Immediate) - 1 },
        { Rounding: Rounding.Stochastic } => i with { Rounding = Rounding.NearestEven },
        _ => i,
    };

    /// <summary>A state counts down with every event; none is emitted at 0.</summary>
    private static MicroProgram WithBudget(MicroProgram neuron)
    {
        if (neuron.Body.FirstOrDefault(i => i.Op == OpCode.Emit) is not { } emit)
            return neuron with { States = neuron.States.Add(new(Budget, 4, false)) };
        int n = neuron.Body.Length - 1;
        ImmutableArray<Instruction> body =
        [
            // Instructions after the emission refer to what comes before it.
            .. neuron.Body.Where(i => i != emit)
                .Select(i => i with { Operands = [.. i.Operands.Select(o => o > neuron.Body.IndexOf(emit) ? o - 1 : o)] }),
            new(OpCode.State, "budget.left", [], Symbol: Budget),
            new(OpCode.Const, "budget.zero", [], Immediate: 0),
            new(OpCode.Gt, "budget.any", [n, n + 1]),
            new(OpCode.Select, "budget.payload", [n + 2, emit.Operands[0], n + 1]),
            new(OpCode.Ne, "budget.spent", [n + 3, n + 1]),
            new(OpCode.Sub, "budget.rest", [n, n + 4]),
            new(OpCode.Max, "budget.next", [n + 5, n + 1]),
            new(OpCode.Store, "", [n + 6], Symbol: Budget),
            new(OpCode.Emit, "", [n + 3]),
        ];
        return neuron with { States = neuron.States.Add(new(Budget, 4, false)), Body = body };
    }
}
