using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime;

/// <summary>
/// Inputs that tools feed by themselves, as the host of a chip does: a program's fact "feed.P" says that input P gets one event
/// of each neuron in every tick, or the events of another input, by its name: where P is k times as large, an event of that one's
/// neuron i becomes events of P's neurons k · i to k · i + k − 1. Backends know nothing of it.
/// </summary>
public static class InputFeed
{
    /// <summary>What the fact says of an input whose neurons all have an event in every tick.</summary>
    public const string EveryTick = "every tick";

    private const string Prefix = "feed.";

    /// <summary>The fact's name for <paramref name="population"/>.</summary>
    public static string FactOf(string population) => Prefix + population;

    /// <summary>Whether tools feed <paramref name="population"/> by themselves.</summary>
    public static bool Feeds(SpikeProgram program, string population) => program.Metadata.ContainsKey(FactOf(population));

    /// <summary>The inputs that are left for data.</summary>
    public static IEnumerable<Population> Open(SpikeProgram program) =>
        program.Populations.Where(p => p.IsInput && !Feeds(program, p.Name));

    /// <summary>
    /// <paramref name="input"/> together with the events of the inputs that are fed by themselves, for
    /// <paramref name="ticks"/> ticks from train tick 0 on.
    /// </summary>
    public static InputBatch Complete(SpikeProgram program, InputBatch input, int batchSize, int ticks)
    {
        Population[] fed = [.. program.Populations.Where(p => p.IsInput && Feeds(program, p.Name))];
        if (fed.Length == 0) return input;
        Dictionary<string, IReadOnlyList<SpikeTrain>> trains = new(input.Trains);
        foreach (Population population in fed)
        {
            string from = program.Metadata[FactOf(population.Name)];
            if (from == EveryTick)
                trains[population.Name] = [.. Enumerable.Repeat(Clock(population.Size, ticks), batchSize)];
            else if (input.Trains.TryGetValue(from, out IReadOnlyList<SpikeTrain>? same))
                trains[population.Name] = [.. same.Select(t => Spread(t, population.Size))];
        }
        return new(trains, input.Offset);
    }

    private static SpikeTrain Spread(SpikeTrain train, int neurons)
    {
        int times = neurons / train.Neurons;
        return times == 1
            ? train
            : new(
                neurons, Array.ConvertAll(train.Offsets, o => checked(o * times)),
                [.. train.Indices.SelectMany(i => Enumerable.Range(i * times, times))],
                train.Payloads is null ? null : [.. train.Payloads.SelectMany(p => Enumerable.Repeat(p, times))]);
    }

    private static SpikeTrain Clock(int neurons, int ticks) => new(
        neurons, [.. Enumerable.Range(0, ticks + 1).Select(t => t * neurons)],
        [.. Enumerable.Range(0, checked(ticks * neurons)).Select(e => e % neurons)]);
}
