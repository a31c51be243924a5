using Neuro.Ir;
using Neuro.Targets.Onnx;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>What goes from tick to tick, as the model takes and gives it: states, recent events, tick and streams.</summary>
internal sealed class SlotStates
{
    /// <summary>States by population and name, [slot, neuron].</summary>
    public Dictionary<(string Population, string State), int[]> States { get; } = [];

    /// <summary>Recent events by population, [slot, ticks ago − 1, neuron].</summary>
    public Dictionary<string, int[]> Histories { get; } = [];

    /// <summary>The next tick.</summary>
    public int Tick { get; set; }

    /// <summary>The random stream of each slot.</summary>
    public uint[] Streams { get; set; } = [];

    /// <summary>Tick 0 of a program, for as many slots as there are streams.</summary>
    public static SlotStates Initial(SpikeProgram program, uint[] streams)
    {
        SlotStates states = new() { Streams = streams };
        foreach (Population population in program.Populations)
        {
            foreach (StateDeclaration state in population.IsInput ? [] : program.Neuron(population.Neuron!).States)
            {
                IrValue initial = population.Initial.GetValueOrDefault(state.Name, 0);
                int[] values = program.Array(initial)?.ToInt32() ?? [.. Enumerable.Repeat(initial.Scalar, population.Size)];
                states.States[(population.Name, state.Name)] = [.. streams.SelectMany(_ => values)];
            }
            if (Delays.LongestFrom(program, population.Name) is > 0 and int ticks)
                states.Histories[population.Name] = new int[streams.Length * ticks * population.Size];
        }
        return states;
    }

    /// <summary>The inputs of the model that these are, with shapes.</summary>
    public IEnumerable<(string Name, Array Elements, long[] Shape)> Inputs(SpikeProgram program, OnnxInterface face)
    {
        foreach (OnnxState state in face.States.Where(s => s.Tensor is not null))
            yield return (state.Tensor!, States[(state.Population, state.State)],
                [Streams.Length, .. Extents(program, state.Population)]);
        foreach (OnnxHistory history in face.Histories.Where(h => h.Tensor is not null))
            yield return (history.Tensor!, Histories[history.Population],
                [Streams.Length, history.Ticks, .. Extents(program, history.Population)]);
        if (face.Tick is { } tick)
            yield return (tick, new long[] { Tick }, []);
        if (face.Stream is { } stream)
            yield return (stream, Array.ConvertAll(Streams, s => (long)s), [Streams.Length]);
    }

    /// <summary>Takes what the model left after <paramref name="ticks"/> ticks.</summary>
    public void Advance(OnnxInterface face, IReadOnlyDictionary<string, int[]> outputs, int ticks)
    {
        foreach (OnnxState state in face.States)
            States[(state.Population, state.State)] = outputs[state.Next];
        foreach (OnnxHistory history in face.Histories)
            Histories[history.Population] = outputs[history.Next];
        Tick += ticks;
    }

    /// <summary>The outputs of a model that <see cref="Advance"/> needs.</summary>
    public static IEnumerable<string> Outputs(OnnxInterface face) =>
        face.States.Select(s => s.Next).Concat(face.Histories.Select(h => h.Next));

    /// <summary>The shape of a population.</summary>
    public static IEnumerable<long> Extents(SpikeProgram program, string population) =>
        program.Population(population).Shape.Select(e => (long)e);
}
