using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Targets.Odin;

namespace Neuro.Conformance.Tests.Odin;

/// <summary>An image run over its own events.</summary>
internal sealed class ChipRun
{
    private readonly CrossbarImage _image;
    private readonly Dictionary<string, int[]> _states = [];
    private readonly int[] _stored;

    private ChipRun(CrossbarImage image, List<(int, int)> spikes, int[] stored)
    {
        (_image, Spikes, _stored) = (image, spikes, stored);
    }

    /// <summary>Spikes in order, by step.</summary>
    public List<(int Step, int Neuron)> Spikes { get; }

    /// <summary>The counters at the end.</summary>
    public Counters Counters { get; private set; }

    public static ChipRun Of(CrossbarImage image, IBackend backend)
    {
        SpikeProgram program = ImageProgram.Of(image, "image");
        ProgramVerifier.ThrowIfInvalid(program);
        bool learns = program.Projections.Any(p => p.Plasticity is not null);
        using ISession session = learns
            ? ((ILearningBackend)backend).OpenLearning(program, new())
            : backend.Open(program, new());
        SpikeTrain stimulus = ImageProgram.Stimulus(image);
        Recording recording = new(program, new() { Spikes = [ImageProgram.Neurons] }, 1);
        session.Run(new InputBatch(ImageProgram.Aer, [stimulus]), stimulus.Ticks, recording);
        SpikeTrain spikes = recording.Spikes(ImageProgram.Neurons, 0);
        List<(int, int)> listed = [];
        for (int tick = 0; tick < stimulus.Ticks; tick++)
            foreach (int neuron in spikes.IndicesAt(tick)) listed.Add((image.Events[tick].Step, neuron));
        int[] stored = new int[image.Synapses.Length];
        if (learns) ((ILearningSession)session).ReadSynapses(ImageProgram.Crossbar, ImageProgram.Stored, 0, stored);
        ChipRun run = new(image, listed, learns ? stored : []) { Counters = session.Counters(0) };
        foreach (StateDeclaration state in program.Neuron(program.Population(ImageProgram.Neurons).Neuron!).States)
        {
            int[] values = new int[CrossbarChip.Size];
            session.ReadState(ImageProgram.Neurons, state.Name, 0, values);
            run._states[state.Name] = values;
        }
        return run;
    }

    /// <summary>v, and on ODIN calcium and its leak count, of a neuron at the end.</summary>
    public int[] Neuron(int neuron) => _image.Chip is OdinChip
        ? [State("v", neuron), State("calcium", neuron), State("ca_count", neuron)]
        : [State("v", neuron)];

    /// <summary>A word of synapse memory at the end.</summary>
    public uint Synapses(int address)
    {
        if (_stored.Length == 0) return _image.SynapseWord(address);
        uint word = 0;
        for (int i = 0; i < 8; i++)
        {
            int at = address * 8 + i;
            word |= (uint)(_image.Synapses[at] & 8 | _stored[at]) << (4 * i);
        }
        return word;
    }

    // Where nothing learns the program leaves calcium out, and it stays what the image says.
    private int State(string name, int neuron)
    {
        if (_states.TryGetValue(name, out int[]? values)) return values[neuron];
        OdinWord word = OdinWord.Of(_image.Neurons[neuron]);
        return name == "calcium" ? word.CalciumLevel : word.CalciumCount;
    }
}
