using System.Collections.Immutable;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Targets.Odin;

namespace Neuro.Conformance.Tests.Odin;

/// <summary>Spike-driven synaptic plasticity on the emulated chip, from one exported image to the next.</summary>
public sealed class OdinLearningTests
{
    private const int Neuron = 200, Rows = 24, Presentations = 6, Threshold = 80;
    private static readonly int[] Learned = [.. Enumerable.Range(0, 8)], Other = [.. Enumerable.Range(8, 8)];

    public static TheoryData<string> Backends => ["reference", "cpu"];

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_pattern_that_was_shown_with_a_teacher_is_recognised_from_an_exported_image(string name)
    {
        ILearningBackend backend = name == "cpu" ? new CpuBackend() : new ReferenceBackend();
        CrossbarImage blank = Exported(Blank());
        Assert.Empty(Answer(blank, Learned));
        Assert.Empty(Answer(blank, Other));

        SpikeProgram program = ImageProgram.Of(blank, "odin");
        using ILearningSession session = backend.OpenLearning(program, new());
        for (int i = 0; i < Presentations; i++)
        {
            // The teacher lifts the membrane above theta_mem, so that active synapses go up; without it they go down.
            Show(session, [.. Enumerable.Repeat(new AerEvent(AerKind.Virtual, Neuron, 7), 3), .. Spikes(Learned)]);
            Show(session, [.. Spikes(Other)]);
        }
        CrossbarImage learned = Exported(ProgramImage.Of(LearnedProgram.From(program, session, 0)));
        Assert.All(Learned, row => Assert.Equal(8 | 7, Synapse(learned, row)));
        Assert.All(Other, row => Assert.Equal(8, Synapse(learned, row)));
        // Rows that never spiked keep their weights.
        Assert.All(Enumerable.Range(16, Rows - 16), row => Assert.Equal(8 | 3, Synapse(learned, row)));

        Assert.Equal([Neuron], Answer(learned, Learned));
        Assert.Empty(Answer(learned, Other));
        int[] mixed = [.. Learned.Take(4), .. Other.Take(4)];
        Assert.Empty(Answer(learned, mixed));
    }

    private static CrossbarImage Blank()
    {
        CrossbarImage image = CrossbarImage.Empty(OdinChip.Instance);
        OdinWord word = new()
        {
            IsLif = true,
            Threshold = Threshold,
            Calcium = true,
            ThetaMem = 20,
            Theta1 = 0,
            Theta2 = 7,
            Theta3 = 7,
        };
        byte[] synapses = [.. image.Synapses];
        for (int row = 0; row < Rows; row++) synapses[row * CrossbarChip.Size + Neuron] = 8 | 3;
        return image with { Neurons = image.Neurons.SetItem(Neuron, word.Bits), Synapses = [.. synapses] };
    }

    /// <summary>What a chip that loads the image holds: export, and decode again.</summary>
    private static CrossbarImage Exported(CrossbarImage image)
    {
        string text = CommandStream.Print(ImageWriter.Write(image));
        return ImageReader.Read(CommandStream.Parse(new StringReader(text), "stream"), "stream").Image;
    }

    private static int Synapse(CrossbarImage image, int row) => image.Synapses[row * CrossbarChip.Size + Neuron];

    private static ImmutableArray<AerEvent> Spikes(int[] rows) => [.. rows.Select(r => new AerEvent(AerKind.Spike, r))];

    private static void Show(ILearningSession session, ImmutableArray<AerEvent> events)
    {
        SpikeTrain train = ImageProgram.Stimulus(
            CrossbarImage.Empty(OdinChip.Instance) with { Events = Addressed(events) });
        session.Run(new InputBatch(ImageProgram.Aer, [train]), train.Ticks);
        session.NextSample();
    }

    /// <summary>The spikes of an image, as it is with calcium off, over a pattern that is shown twice.</summary>
    private static int[] Answer(CrossbarImage image, int[] rows)
    {
        CrossbarImage frozen = image with
        {
            Neurons = image.Neurons.SetItem(Neuron, (OdinWord.Of(image.Neurons[Neuron]) with { Calcium = false }).Bits),
            Events = Addressed([.. Spikes(rows), .. Spikes(rows)]),
        };
        return [.. ChipRun.Of(frozen, new ReferenceBackend()).Spikes.Select(s => s.Neuron)];
    }

    private static ImmutableArray<StimulusEvent> Addressed(ImmutableArray<AerEvent> events) =>
        [.. events.Select((e, step) => new StimulusEvent(step, OdinChip.Instance.Encode(e)))];
}
