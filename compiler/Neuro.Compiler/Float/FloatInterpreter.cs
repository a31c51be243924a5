using Neuro.Compiler.Discrete;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Float;

/// <summary>
/// Runs a <see cref="DiscreteNetwork"/> in floating point, event by event: the measure that the fixed-point program is compared
/// with. A tick places input, then steps the populations in their order; an output reaches its targets in the same tick, or delay
/// ticks later. Sums run over projections in the network's order and sources ascending, so that results do not depend on anything
/// else. One interpreter runs one sample at a time; several may run the same network in different threads.
/// </summary>
public sealed class FloatInterpreter
{
    private readonly FloatPopulation[] _populations;
    private readonly FloatArrivals[] _arrivals;
    private readonly (FloatProjection Projection, int Target, int Delay)[][] _outgoing;
    private readonly Dictionary<string, int> _index = [];

    /// <summary>Prepares <paramref name="network"/>, at tick 0 with all states zero.</summary>
    public FloatInterpreter(DiscreteNetwork network)
    {
        Network = network;
        _populations = [.. network.Populations.Select(p => Create(p, network.Arithmetic))];
        for (int i = 0; i < _populations.Length; i++)
            _index[network.Populations[i].Name] = i;
        _arrivals =
        [
            .. network.Populations.Select(p => new FloatArrivals(
                p.Size * (p.Model is MaximumModel m ? m.Ports : 1),
                network.Projections.Where(q => q.Target == p.Name).Select(q => q.Delay.Max()).DefaultIfEmpty(0).Max())),
        ];
        _outgoing =
            [.. network.Populations.Select(p => network.Projections.Where(q => q.Source == p.Name).Select(Connect).ToArray())];
    }

    /// <summary>The network.</summary>
    public DiscreteNetwork Network { get; }

    /// <summary>Ticks executed since the last reset; the next tick to execute.</summary>
    public int Tick { get; private set; }

    /// <summary>Returns all states to zero and forgets what is on its way.</summary>
    public void Reset()
    {
        Tick = 0;
        foreach (FloatPopulation population in _populations)
            population.Reset();
        foreach (FloatArrivals arrivals in _arrivals)
            arrivals.Clear();
    }

    /// <summary>Adds <paramref name="value"/> to what input population
    /// <paramref name="population"/> gives in the next tick.</summary>
    public void Place(string population, int neuron, double value = 1) => Input(population).Place(neuron, value);

    /// <summary>Places one tick of real-valued input, one value per neuron.</summary>
    public void Place(string population, ReadOnlySpan<double> frame)
    {
        FloatInput input = Input(population);
        for (int i = 0; i < frame.Length; i++)
            input.Place(i, frame[i]);
    }

    /// <summary>Executes one tick.</summary>
    public void Step()
    {
        for (int p = 0; p < _populations.Length; p++)
        {
            FloatPopulation population = _populations[p];
            population.Step(_arrivals[p].At(0));
            foreach ((FloatProjection projection, int target, int delay) in _outgoing[p])
                projection.Deliver(population, _arrivals[target], delay);
        }
        foreach (FloatArrivals arrivals in _arrivals)
            arrivals.Advance();
        Tick++;
    }

    /// <summary>Runs one sample from the initial state and returns the sums of outputs of
    /// <see cref="DiscreteNetwork.Outputs"/>.</summary>
    /// <param name="input">Spikes of the only input population.</param>
    /// <param name="ticks">Ticks to run; the train's own number where null.</param>
    /// <param name="observers">Called after every tick.</param>
    /// <returns>For each output in order, one sum per neuron: spike counts, where it spikes.</returns>
    public double[][] Run(SpikeTrain input, int? ticks = null, params ReadOnlySpan<IFloatObserver> observers) =>
        Run(new Dictionary<string, SpikeTrain> { [OnlyInput()] = input }, ticks ?? input.Ticks, observers);

    /// <summary>Runs one sample with spikes for each input population by name; see
    /// <see cref="Run(SpikeTrain, int?, ReadOnlySpan{IFloatObserver})"/>.</summary>
    public double[][] Run(
        IReadOnlyDictionary<string, SpikeTrain> inputs, int ticks, params ReadOnlySpan<IFloatObserver> observers)
    {
        double[][] sums = BeginRun();
        for (int tick = 0; tick < ticks; tick++)
        {
            foreach ((string population, SpikeTrain train) in inputs)
            {
                FloatInput input = Input(population);
                ReadOnlySpan<int> payloads = train.PayloadsAt(tick);
                ReadOnlySpan<int> neurons = train.IndicesAt(tick);
                for (int e = 0; e < neurons.Length; e++)
                    input.Place(neurons[e], payloads.IsEmpty ? 1 : payloads[e]);
            }
            EndTick(tick, sums, observers);
        }
        return sums;
    }

    /// <summary>Runs one sample of real-valued input, frame by frame, [tick][neuron].</summary>
    public double[][] Run(IReadOnlyList<double[]> frames, params ReadOnlySpan<IFloatObserver> observers)
    {
        double[][] sums = BeginRun();
        for (int tick = 0; tick < frames.Count; tick++)
        {
            Place(OnlyInput(), frames[tick]);
            EndTick(tick, sums, observers);
        }
        return sums;
    }

    /// <summary>Outputs of a population in the last tick: spikes (counts), or values where it does not spike.</summary>
    public ReadOnlySpan<double> Output(string population) => Find(population).Output;

    /// <summary>Neurons whose output in the last tick is not zero, ascending.</summary>
    public ReadOnlySpan<int> Active(string population) => Find(population) is var p ? p.Active.AsSpan(0, p.ActiveCount) : default;

    /// <summary>Membranes after the last tick, resets included; empty for a population without.</summary>
    public ReadOnlySpan<double> Membrane(string population) => Find(population).Membrane;

    /// <summary>Membranes in the last tick before resets; empty for a population without.</summary>
    public ReadOnlySpan<double> MembraneBeforeReset(string population) => Find(population).Updated;

    /// <summary>What entered neurons in the last tick, bias included; empty for a population without a membrane.</summary>
    public ReadOnlySpan<double> Drive(string population) => Find(population).Drive;

    /// <summary>Synaptic currents after the last tick; empty for a population without.</summary>
    public ReadOnlySpan<double> Current(string population) => Find(population).Current;

    private static FloatPopulation Create(DiscretePopulation population, FloatArithmetic arithmetic) => population.Model switch
    {
        InputModel => new FloatInput(population),
        RelayModel m => new FloatRelay(population, m),
        ThresholdModel m => new FloatThreshold(population, m),
        LinearNeuronModel m => new FloatNeurons(population, m, arithmetic),
        IntegerModel m => new FloatIntegers(population, m),
        MaximumModel m => new FloatMaximum(population, m),
        _ => throw new ArgumentException($"population '{population.Name}' has an unknown model", nameof(population)),
    };

    private (FloatProjection, int, int) Connect(DiscreteProjection projection)
    {
        int target = _index[projection.Target];
        return (FloatProjection.Of(projection, _populations[_index[projection.Source]].Size, _populations[target].Size), target,
            projection.Delay[0]);
    }

    private FloatPopulation Find(string population) => _index.TryGetValue(population, out int index)
        ? _populations[index]
        : throw new KeyNotFoundException($"network '{Network.Name}' has no population '{population}'");

    private FloatInput Input(string population) =>
        Find(population) as FloatInput
            ?? throw new ArgumentException($"population '{population}' is no input", nameof(population));

    private string OnlyInput() => _populations.OfType<FloatInput>().Single().Description.Name;

    private double[][] BeginRun()
    {
        Reset();
        return [.. Network.Outputs.Select(name => new double[Find(name).Size])];
    }

    private void EndTick(int tick, double[][] sums, ReadOnlySpan<IFloatObserver> observers)
    {
        Step();
        for (int o = 0; o < sums.Length; o++)
        {
            FloatPopulation output = Find(Network.Outputs[o]);
            for (int e = 0; e < output.ActiveCount; e++)
                sums[o][output.Active[e]] += output.Output[output.Active[e]];
        }
        foreach (IFloatObserver observer in observers)
            observer.AfterTick(this, tick);
    }
}
