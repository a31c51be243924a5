using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Runtime;
using Neuro.Targets.Odin;

namespace Neuro.Conformance.Tests.Odin;

/// <summary>Command streams that the chips' own logic has answered (public RTL under Verilator).</summary>
public sealed class CommandStreamReplayTests
{
    private static readonly string[] Streams =
    [
        "tinyodin/ol32", "tinyodin/ol256", "tinyodin/cl32_3", "tinyodin/cl32_4",
        "odin/ol32", "odin/ol256", "odin/cl32", "odin/sdsp64",
    ];

    public static TheoryData<string, string> Runs =>
        new(Streams.SelectMany(s => new[] { (s, "reference"), (s, "cpu") }));

    public static TheoryData<string> Names => [.. Streams];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Every_spike_membrane_calcium_and_synapse_is_the_chips(string stream, string backend)
    {
        ChipAnswers expected = ChipAnswers.Read(ReferenceData.Path($"{stream}.expected.txt"));
        ChipRun actual = ChipRun.Of(Image(stream), Backend(backend));
        AssertSame(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_that_is_written_anew_programs_the_same_chip(string stream)
    {
        CrossbarImage image = Image(stream);
        string text = CommandStream.Print(ImageWriter.Write(image));
        (CrossbarImage again, var warnings) = ImageReader.Read(CommandStream.Parse(new StringReader(text), stream), stream);
        Assert.Empty(warnings);
        Assert.Same(image.Chip, again.Chip);
        Assert.Equal(image.Registers, again.Registers);
        Assert.Equal(image.Neurons, again.Neurons);
        Assert.Equal(image.Synapses, again.Synapses);
        Assert.Equal(image.Events, again.Events);
        AssertSame(ChipAnswers.Read(ReferenceData.Path($"{stream}.expected.txt")), ChipRun.Of(again, new ReferenceBackend()));
    }

    private static CrossbarImage Image(string stream) =>
        ImageReader.Load(ReferenceData.Path($"{stream}.cmds.hex")).Image;

    private static IBackend Backend(string name) => name == "cpu" ? new CpuBackend() : new ReferenceBackend();

    private static void AssertSame(ChipAnswers expected, ChipRun actual)
    {
        for (int i = 0; i < Math.Min(expected.Spikes.Count, actual.Spikes.Count); i++)
        {
            (int step, int neuron, _) = expected.Spikes[i];
            Assert.True(
                (step, neuron) == actual.Spikes[i],
                $"spike {i}: expected {(step, neuron)} (step, neuron), was {actual.Spikes[i]}");
        }
        Assert.Equal(expected.Spikes.Count, actual.Spikes.Count);
        Assert.Equal(CrossbarChip.Size, expected.Neurons.Count);
        foreach ((int neuron, int[] states) in expected.Neurons)
            Assert.True(
                states.SequenceEqual(actual.Neuron(neuron)),
                $"neuron {neuron}: expected {string.Join(' ', states)}, was {string.Join(' ', actual.Neuron(neuron))}");
        foreach ((int address, uint word) in expected.Synapses)
            Assert.True(
                word == actual.Synapses(address),
                $"synapse word {address}: expected {word:x8}, was {actual.Synapses(address):x8}");
    }
}
