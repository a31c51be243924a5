using System.Collections.Immutable;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>
/// What can be known of a program without running it: the ranges of payloads, port sums and values, and the longest delays.
/// One pass over the weights; otherwise linear in the number of neurons' instructions.
/// </summary>
public sealed class ProgramAnalysis
{
    /// <summary>Recurrent networks are gone over again this often, each time with the ranges found before.</summary>
    private const int RecurrentRounds = 3;

    private readonly SpikeProgram _program;
    private readonly Dictionary<string, IrArray> _arrays;
    private readonly Dictionary<string, MicroProgram> _neurons;
    private readonly Dictionary<string, Population> _populations;
    private readonly Dictionary<string, Interval> _payloads = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Population, string Port), (Interval Sum, int Neuron)> _sums = [];
    private readonly Dictionary<string, int> _delays = new(StringComparer.Ordinal);
    private readonly ArrayExtents _extents;
    private readonly Dictionary<string, WeightSums> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CrossbarBounds> _crossbars = new(StringComparer.Ordinal);

    private ProgramAnalysis(SpikeProgram program, ArrayExtents extents)
    {
        _program = program;
        _extents = extents;
        _arrays = program.Arrays.ToDictionary(a => a.Name, StringComparer.Ordinal);
        _neurons = program.Neurons.ToDictionary(n => n.Name, StringComparer.Ordinal);
        _populations = program.Populations.ToDictionary(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>Analyses a program that has passed the verifier.</summary>
    public static ProgramAnalysis Of(SpikeProgram program) => Of(program, new ArrayExtents());

    internal static ProgramAnalysis Of(SpikeProgram program, ArrayExtents extents)
    {
        ProgramAnalysis analysis = new(program, extents);
        analysis.FindDelays();
        analysis.FindRanges();
        return analysis;
    }

    /// <summary>
    /// Every payload that an event of <paramref name="population"/> may carry. A population
    /// that never emits has 0, which is no event.
    /// </summary>
    public Interval Payload(string population) => _payloads[population];

    /// <summary>Every sum that <paramref name="port"/> of <paramref name="population"/> may see
    /// in a tick, over all its neurons.</summary>
    /// <remarks>Exact up to 2^62 in magnitude; the value that a micro-program reads is this one clamped to 32 bits.</remarks>
    public Interval Accumulator(string population, string port) => _sums[(population, port)].Sum;

    /// <summary>For each instruction of the population's micro-program, every value it
    /// may have; 0 for stores and emits.</summary>
    /// <remarks>Worked out anew at each call, so that many populations of a long micro-program cost no memory.</remarks>
    public ImmutableArray<Interval> Values(string population) =>
        _populations[population] is { Neuron: { } neuron } found
            ? Values(found, _neurons[neuron])
            : throw new ArgumentException($"'{population}' is an input", nameof(population));

    /// <summary>For each step of a plastic projection and each instruction of its rule, every value that it may have.</summary>
    public ImmutableArray<ImmutableArray<Interval>> RuleValues(Projection projection) =>
        new RuleRanges(_program, projection, this, _extents).Values();

    /// <summary>The longest delay, in ticks, of the projections that leave
    /// <paramref name="population"/>; 0 where there are none.</summary>
    public int MaximumDelay(string population) => _delays.GetValueOrDefault(population);

    /// <summary>A neuron that attains the extreme of a port's sum.</summary>
    internal int WorstNeuron(string population, string port) => _sums[(population, port)].Neuron;

    /// <summary>Tells every sum within a crossbar that does not fit.</summary>
    internal void CheckCrossbars(Findings findings)
    {
        foreach (Projection p in _program.Projections)
            if (_crossbars.TryGetValue(p.Name, out CrossbarBounds? bounds)) bounds.At(_payloads[p.Source], findings);
    }

    private void FindDelays()
    {
        foreach (Projection projection in _program.Projections)
        {
            int longest = (int)Of(projection.Delay).Maximum;
            _delays[projection.Source] = Math.Max(longest, MaximumDelay(projection.Source));
        }
    }

    private void FindRanges()
    {
        // Before anything is known a neuron may emit any payload; every round narrows what the one before it found, so each
        // round's ranges hold whether or not they are the narrowest.
        foreach (Population population in _program.Populations)
            _payloads[population.Name] =
                population.IsInput ? new(population.PayloadMinimum, population.PayloadMaximum) : Interval.Int32;
        foreach (Projection p in _program.Projections)
        {
            (int sources, int targets) = (_populations[p.Source].Size, _populations[p.Target].Size);
            if (p.Read is null) _weights[p.Name] = WeightSums.Of(_program, _arrays, p, sources, targets);
            else _crossbars[p.Name] = new(p, _arrays, sources, targets);
        }
        ILookup<(string, string), Projection> incoming = _program.Projections.ToLookup(p => (p.Target, p.Port));
        (List<Population> order, bool recurrent) = SourcesFirst();
        for (int round = recurrent ? RecurrentRounds : 1; round > 0; round--)
            foreach (Population population in order)
                Step(population, _neurons[population.Neuron!], incoming);
    }

    /// <summary>Neuron populations such that sources come first wherever no loop prevents it.</summary>
    private (List<Population> Order, bool Recurrent) SourcesFirst()
    {
        ILookup<string, string> outgoing = _program.Projections.ToLookup(p => p.Source, p => p.Target, StringComparer.Ordinal);
        Dictionary<string, int> waiting = new(StringComparer.Ordinal);
        foreach (Projection p in _program.Projections) waiting[p.Target] = waiting.GetValueOrDefault(p.Target) + 1;
        Queue<Population> ready = new(_program.Populations.Where(p => !waiting.ContainsKey(p.Name)));
        HashSet<string> done = new(StringComparer.Ordinal);
        List<Population> order = [];
        while (ready.TryDequeue(out Population? population))
        {
            done.Add(population.Name);
            if (!population.IsInput) order.Add(population);
            foreach (string target in outgoing[population.Name])
                if (--waiting[target] == 0) ready.Enqueue(_populations[target]);
        }
        bool recurrent = done.Count < _program.Populations.Length;
        order.AddRange(_program.Populations.Where(p => !p.IsInput && !done.Contains(p.Name)).OrderBy(p => p.Phase));
        return (order, recurrent);
    }

    private void Step(Population population, MicroProgram neuron, ILookup<(string, string), Projection> incoming)
    {
        foreach (AccumulatorDeclaration port in neuron.Accumulators)
            _sums[(population.Name, port.Name)] =
                Sum(population, incoming[(population.Name, port.Name)], Reduced(population.Name, port.Name));
        ImmutableArray<Interval> values = Values(population, neuron);
        Instruction? emit = neuron.Body.FirstOrDefault(i => i.Op == OpCode.Emit);
        _payloads[population.Name] = emit is null ? Interval.Of(0) : values[emit.Operands[0]];
    }

    /// <summary>
    /// The sums over all neurons of a port: what all projections together can add in a tick, or, where neurons fire by the
    /// event, those of one source.
    /// </summary>
    private (Interval Sum, int Neuron) Sum(Population population, IEnumerable<Projection> projections, Interval reduced)
    {
        if (_program.Firing == Firing.Tick) return Sum(population, [.. projections], reduced);
        (Interval sum, int worst) = (Interval.Of(0), 0);
        foreach (IGrouping<string, Projection> source in projections.GroupBy(p => p.Source))
        {
            (Interval one, int neuron) = Sum(population, [.. source], reduced);
            if (Math.Max(one.Maximum, -one.Minimum) > Math.Max(sum.Maximum, -sum.Minimum)) worst = neuron;
            sum = sum.Union(one);
        }
        return (sum, worst);
    }

    /// <summary>
    /// The sums over all neurons of a port. A source emits at most one event per tick, so each synapse delivers at most once per
    /// tick whatever its delay; a positive weight then adds at most w·max(payload, 0), a negative one at most w·min(payload, 0).
    /// A crossbar is read once per tick, and has bounds of its own; so have reductions, which may reach any neuron.
    /// </summary>
    private (Interval Sum, int Neuron) Sum(Population population, Projection[] projections, Interval reduced)
    {
        if (projections.Length == 0) return (reduced, 0);
        CrossbarRange?[] reads =
            [.. projections.Select(p => _crossbars.GetValueOrDefault(p.Name)?.At(_payloads[p.Source]))];
        (Interval sum, int worst) = (Interval.Of(0), 0);
        int size = population.Size;
        for (long neuron = 0, next; neuron < size; neuron = next)
        {
            next = size;
            Int128 minimum = reduced.Minimum, maximum = reduced.Maximum;
            for (int i = 0; i < projections.Length; i++)
            {
                (Int128 low, Int128 high, long until) = Added(projections[i], reads[i], (int)neuron);
                minimum += low;
                maximum += high;
                next = Math.Min(next, until);
            }
            Interval here = new(WeightSums.Clamp(minimum), WeightSums.Clamp(maximum));
            if (Math.Max(here.Maximum, -here.Minimum) > Math.Max(sum.Maximum, -sum.Minimum)) worst = (int)neuron;
            sum = sum.Union(here);
        }
        return (sum, worst);
    }

    /// <summary>What one projection can add to a neuron, and the first neuron after it that may get something else.</summary>
    private (Int128 Minimum, Int128 Maximum, long Next) Added(Projection projection, CrossbarRange? read, int neuron)
    {
        if (read is not null)
        {
            (Interval added, long end) = read.At(neuron);
            return (added.Minimum, added.Maximum, end);
        }
        (long positive, long negative, long next) = _weights[projection.Name].At(neuron);
        Interval payload = _payloads[projection.Source].Union(Interval.Of(0));
        return ((Int128)positive * payload.Minimum + (Int128)negative * payload.Maximum,
            (Int128)positive * payload.Maximum + (Int128)negative * payload.Minimum, next);
    }

    /// <summary>What reductions can add to a neuron.</summary>
    private Interval Reduced(string population, string port)
    {
        (Int128 minimum, Int128 maximum) = (0, 0);
        foreach (Reduction reduction in _program.Reductions.Where(r => r.Target == population && r.Port == port))
        {
            Population source = _populations[reduction.Source];
            StateDeclaration state = _neurons[source.Neuron!].States.First(s => s.Name == reduction.State);
            Interval added = ReductionVerifier.Added(reduction, state, source.Size);
            minimum += Math.Min(added.Minimum, 0);
            maximum += Math.Max(added.Maximum, 0);
        }
        return new(WeightSums.Clamp(minimum), WeightSums.Clamp(maximum));
    }

    private ImmutableArray<Interval> Values(Population population, MicroProgram neuron)
    {
        Dictionary<string, StateDeclaration> states = neuron.States.ToDictionary(s => s.Name, StringComparer.Ordinal);
        Dictionary<string, int> widths = neuron.Accumulators.ToDictionary(a => a.Name, a => a.Bits, StringComparer.Ordinal);
        return BodyRanges.Of(neuron, i => i.Op switch
        {
            OpCode.State => new(states[i.Symbol!].Minimum, states[i.Symbol!].Maximum),
            OpCode.Accumulator => Read(_sums[(population.Name, i.Symbol!)].Sum, widths[i.Symbol!]),
            // Sessions that learn have the one value, sessions that do not the other.
            _ => population.Inference.TryGetValue(i.Symbol!, out IrValue other)
                ? Of(population.Parameters[i.Symbol!]).Union(Of(other))
                : Of(population.Parameters[i.Symbol!]),
        });
    }

    // A 64-bit sum is saturated when it is read; one of 32 bits that does not fit would wrap to anything.
    private static Interval Read(Interval sum, int bits) =>
        bits == 64 ? sum.Clamp(Interval.Int32) : Interval.Int32.Contains(sum) ? sum : Interval.Int32;

    private Interval Of(IrValue value) => value.Array is { } array ? _extents.Of(_arrays[array]) : Interval.Of(value.Scalar);
}
