using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;

namespace Neuro.Runtime.Verification;

/// <summary>
/// Finds where a run first leaves what was expected. First means: the lowest sample position, then the earliest tick, then the
/// population nearest the input (by phase, then order in the program), a state before the spikes that follow from it, then the
/// lowest neuron. Counts, which have no tick, are looked at where spikes and states agree.
/// </summary>
public sealed class TraceComparer
{
    private const int ContextTicks = 3;

    private readonly RunTrace _expected;
    private readonly RunTrace _actual;
    private readonly Dictionary<string, int> _order;

    private TraceComparer(SpikeProgram program, RunTrace expected, RunTrace actual)
    {
        (_expected, _actual) = (expected, actual);
        _order = program.Populations
            .Select((population, index) => (population, index))
            .OrderBy(p => p.population.Phase).ThenBy(p => p.index)
            .Select((p, rank) => (p.population.Name, rank))
            .ToDictionary(p => p.Name, p => p.rank);
    }

    /// <summary>Compares everything that <paramref name="expected"/> holds; <paramref name="actual"/> must hold it too.</summary>
    /// <exception cref="ArgumentException">The traces are not of the same samples and ticks, or a part is missing.</exception>
    public static Comparison Compare(SpikeProgram program, RunTrace expected, RunTrace actual)
    {
        if (!expected.Samples.SequenceEqual(actual.Samples) || expected.Ticks != actual.Ticks)
            throw new ArgumentException("the traces are not of the same samples and ticks");
        TraceComparer comparer = new(program, expected, actual);
        Divergence? first = null;
        int different = 0;
        for (int index = 0; index < expected.Count; index++)
        {
            if (comparer.FirstOf(index) is not { } divergence)
                continue;
            first ??= divergence;
            different++;
        }
        return new(first, expected.Count, different, CellsOf(expected));
    }

    private Divergence? FirstOf(int index)
    {
        IEnumerable<Divergence> timed = StateDivergences(index).Concat(SpikeDivergences(index));
        return timed.OrderBy(d => d.Tick).ThenBy(d => _order[d.Population]).ThenBy(d => d.State is null).FirstOrDefault()
            ?? CountDivergences(index).OrderBy(d => _order[d.Population]).FirstOrDefault();
    }

    private IEnumerable<Divergence> StateDivergences(int index)
    {
        foreach ((string population, string state) in _expected.States.Keys)
        {
            ReadOnlySpan<int> expected = _expected.StatesOf(population, state, index);
            ReadOnlySpan<int> actual = _actual.StatesOf(population, state, index);
            Require(expected.Length == actual.Length, population);
            int at = expected.CommonPrefixLength(actual);
            if (at == expected.Length)
                continue;
            int neurons = expected.Length / _expected.Ticks;
            int neuron = at % neurons;
            ImmutableArray<DivergenceContext>.Builder context = ImmutableArray.CreateBuilder<DivergenceContext>();
            foreach (int tick in Around(at / neurons))
                context.Add(new(tick, expected[(tick * neurons) + neuron], actual[(tick * neurons) + neuron]));
            yield return Found(index, at / neurons, population, neuron, state, expected[at], actual[at], context.ToImmutable());
        }
    }

    private IEnumerable<Divergence> SpikeDivergences(int index)
    {
        foreach ((string population, SpikeTrain[] trains) in _expected.Spikes)
        {
            (SpikeTrain inOrder, SpikeTrain found) = (trains[index], _actual.Spikes[population][index]);
            (SpikeTrain expected, SpikeTrain actual) = (inOrder.Merged(), found.Merged());
            Require(expected.Neurons == actual.Neurons, population);
            for (int tick = 0; tick < _expected.Ticks; tick++)
            {
                if (FirstNeuron(expected, actual, tick) is null && FirstPlace(inOrder, found, tick) is { } place)
                {
                    yield return OutOfOrder(index, tick, population, inOrder, found, place);
                    break;
                }
                if (FirstNeuron(expected, actual, tick) is not { } neuron)
                    continue;
                ImmutableArray<DivergenceContext> context =
                    [.. Around(tick).Select(t => new DivergenceContext(
                        t, Payload(expected, t, neuron), Payload(actual, t, neuron)))];
                yield return Found(
                    index, tick, population, neuron, null, Payload(expected, tick, neuron), Payload(actual, tick, neuron),
                    context);
                break;
            }
        }
    }

    private Divergence OutOfOrder(int index, int tick, string population, SpikeTrain expected, SpikeTrain actual, int place)
    {
        int neuron = place < expected.IndicesAt(tick).Length ? expected.IndicesAt(tick)[place] : actual.IndicesAt(tick)[place];
        long At(SpikeTrain train) =>
            place < train.IndicesAt(tick).Length && train.IndicesAt(tick)[place] == neuron ? PayloadOf(train, tick, place) : 0;
        return Found(index, tick, population, neuron, null, At(expected), At(actual), []) with { Event = place };
    }

    private IEnumerable<Divergence> CountDivergences(int index)
    {
        foreach (string population in _expected.Counts.Keys)
        {
            ReadOnlySpan<long> expected = _expected.CountsOf(population, index);
            ReadOnlySpan<long> actual = _actual.CountsOf(population, index);
            Require(expected.Length == actual.Length, population);
            int at = expected.CommonPrefixLength(actual);
            if (at < expected.Length)
                yield return Found(index, null, population, at, null, expected[at], actual[at], []);
        }
    }

    private Divergence Found(
        int index, int? tick, string population, int neuron, string? state, long expected, long actual,
        ImmutableArray<DivergenceContext> context) => new()
        {
            Sample = _expected.Samples[index],
            Tick = tick,
            Population = population,
            Neuron = neuron,
            State = state,
            Expected = expected,
            Actual = actual,
            Context = context,
        };

    private IEnumerable<int> Around(int tick) =>
        Enumerable.Range(tick - ContextTicks, (2 * ContextTicks) + 1).Where(t => t >= 0 && t < _expected.Ticks);

    /// <summary>The first place at which two trains in the order of events differ, where both are.</summary>
    private static int? FirstPlace(SpikeTrain expected, SpikeTrain actual, int tick)
    {
        if (!expected.InOrder || !actual.InOrder)
            return null;
        (int left, int right) = (expected.IndicesAt(tick).Length, actual.IndicesAt(tick).Length);
        for (int e = 0; e < Math.Max(left, right); e++)
        {
            if (e >= left || e >= right || expected.IndicesAt(tick)[e] != actual.IndicesAt(tick)[e]
                || PayloadOf(expected, tick, e) != PayloadOf(actual, tick, e))
                return e;
        }
        return null;
    }

    private static int? FirstNeuron(SpikeTrain expected, SpikeTrain actual, int tick)
    {
        ReadOnlySpan<int> left = expected.IndicesAt(tick);
        ReadOnlySpan<int> right = actual.IndicesAt(tick);
        int common = left.CommonPrefixLength(right);
        for (int e = 0; e < common; e++)
        {
            if (PayloadOf(expected, tick, e) != PayloadOf(actual, tick, e))
                return left[e];
        }
        if (common < left.Length && common < right.Length)
            return Math.Min(left[common], right[common]);
        return common < left.Length ? left[common] : common < right.Length ? right[common] : null;
    }

    private static int Payload(SpikeTrain train, int tick, int neuron)
    {
        int e = train.IndicesAt(tick).BinarySearch(neuron);
        return e < 0 ? 0 : PayloadOf(train, tick, e);
    }

    private static int PayloadOf(SpikeTrain train, int tick, int e) => train.Payloads is null ? 1 : train.PayloadsAt(tick)[e];

    private static long CellsOf(RunTrace trace) =>
        trace.Spikes.Values.Sum(trains => trains.Sum(t => (long)t.Neurons * trace.Ticks))
        + trace.States.Values.Sum(values => (long)values.Length)
        + trace.Counts.Values.Sum(values => (long)values.Length);

    private static void Require(bool same, string population)
    {
        if (!same)
            throw new ArgumentException($"population '{population}' has different sizes in the two traces");
    }
}
