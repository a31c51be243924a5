using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Targets.Odin;
using Neuro.Targets.TinyOdin;

namespace Neuro.Targets.Tests.Odin;

public sealed class ImageTests
{
    private const int WriteNeuron = 0x50000, WriteSynapse = 0x60000;
    private static readonly ChipCommand Shut = new(ChipOperation.Write, 0, 0);

    [Fact]
    public void A_mask_bit_of_one_keeps_the_old_bit()
    {
        CrossbarImage image = Read(
            Open(TinyOdinChip.Instance), new(ChipOperation.Write, WriteNeuron | 7, 0x00ff),
            new(ChipOperation.Write, WriteNeuron | 7, 0xf000),
            new(ChipOperation.Write, WriteSynapse | 3 << 13 | 40, 0x00a5),
            new(ChipOperation.Write, WriteSynapse | 3 << 13 | 40, 0x0f73));
        Assert.Equal((UInt128)0xf0, image.Neurons[7]);
        Assert.Equal(0x7500_0000u, image.SynapseWord(40));
        Assert.Equal((5, 7), (image.Synapses[40 * 8 + 6], image.Synapses[40 * 8 + 7]));
    }

    [Fact]
    public void Memories_change_only_behind_an_open_gate_and_with_the_write_bit()
    {
        ChipCommand shut = new(ChipOperation.Write, WriteNeuron, 1), noWrite = new(ChipOperation.Write, 0x10000, 1);
        (CrossbarImage image, ImmutableArray<Diagnostic> warnings) =
            ImageReader.Read([shut, .. Open(TinyOdinChip.Instance), noWrite, Shut], "f");
        Assert.Equal((UInt128)0, image.Neurons[0]);
        Assert.Contains(warnings, w => w.Code == "NEU4245" && w.Message.StartsWith("2 writes", StringComparison.Ordinal));
    }

    [Fact]
    public void Neurons_written_in_closed_loop_queue_false_spikes()
    {
        ChipCommand close = new(ChipOperation.Write, 1, 0), write = new(ChipOperation.Write, WriteNeuron, 5);
        Assert.Equal("NEU4242", Code([.. Open(TinyOdinChip.Instance), close, write, Shut]));
        ChipCommand reset = new(ChipOperation.Reset);
        ImmutableArray<ChipCommand> emptied = [.. Open(TinyOdinChip.Instance), close, write, reset, Shut];
        Assert.Equal((UInt128)5, ImageReader.Read(emptied, "f").Image.Neurons[0]);
    }

    [Fact]
    public void Registers_that_are_never_written_and_a_gate_that_stays_open_are_warned_of()
    {
        ImmutableArray<Diagnostic> warnings = ImageReader.Read([new(ChipOperation.Write, 0, 1)], "f").Warnings;
        Assert.Equal(["NEU4243", "NEU4244"], warnings.Select(w => w.Code));
        Assert.Contains("OPEN_LOOP, AER_SRC_CTRL_nNEUR, MAX_NEUR", warnings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_need_a_shut_gate_and_end_programming()
    {
        Assert.Equal("NEU4241", Code([.. Open(TinyOdinChip.Instance), new(ChipOperation.Event, 0, 1)]));
        ChipCommand spike = new(ChipOperation.Event, 0, 1), late = new(ChipOperation.Write, 1, 1);
        Assert.Equal("NEU4241", Code([.. Open(TinyOdinChip.Instance), Shut, spike, late]));
        Assert.Equal("NEU4241", Code([new(ChipOperation.Write, 26, 1)]));
    }

    [Fact]
    public void The_chip_is_told_by_what_tinyODIN_lacks()
    {
        ChipCommand register = new(ChipOperation.Write, 3, 9), e = new(ChipOperation.Event, 0, 0x3ff);
        Assert.Same(TinyOdinChip.Instance, ImageReader.ChipOf([register, e]));
        Assert.Same(OdinChip.Instance, ImageReader.ChipOf([new(ChipOperation.Write, 4, 9)]));
        Assert.Same(OdinChip.Instance, ImageReader.ChipOf([new(ChipOperation.Write, WriteNeuron | 15 << 8, 9)]));
        Assert.Same(OdinChip.Instance, ImageReader.ChipOf([new(ChipOperation.Event, 0, 0x407)]));
    }

    [Theory]
    [InlineData(0x0d, AerKind.Spike, 13, 0)]
    [InlineData(0x1ff, AerKind.LeakAll, 0, 0)]
    [InlineData(0x103, AerKind.LeakOne, 3, 0)]
    [InlineData(0x2f3, AerKind.Virtual, 3, -1)]
    [InlineData(0x275, AerKind.Virtual, 5, 7)]
    [InlineData(0x203, AerKind.Spike, 3, 0)]
    [InlineData(0x3ff, AerKind.LeakAll, 0, 0)]
    public void Addresses_of_tinyODIN_are_decoded_as_its_controller_does(int address, AerKind kind, int neuron, int value) =>
        Assert.Equal(new AerEvent(kind, neuron, value), TinyOdinChip.Instance.Decode(address));

    [Theory]
    [InlineData(0x2a07, AerKind.Spike, 42, 0)]
    [InlineData(0x2a7f, AerKind.LeakAll, 0, 0)]
    [InlineData(0x2aff, AerKind.LeakOne, 42, 0)]
    [InlineData(0x2a00, AerKind.Bistability, -1, 0)]
    [InlineData(0x2a80, AerKind.Bistability, 42, 0)]
    [InlineData(0x2ab1, AerKind.Virtual, 42, -5)]
    [InlineData(0x2aa1, AerKind.Virtual, 42, 5)]
    [InlineData(0x2a09, AerKind.LeakOne, 42, 0)]
    [InlineData(0x12a05, AerKind.Synapse, 5, 42)]
    public void Addresses_of_ODIN_are_decoded_as_its_controller_does(int address, AerKind kind, int neuron, int value) =>
        Assert.Equal(new AerEvent(kind, neuron, value), OdinChip.Instance.Decode(address));

    [Fact]
    public void Every_event_has_an_address_that_means_it()
    {
        foreach (CrossbarChip chip in CrossbarChip.All)
            for (int address = 0; address < 1 << chip.AerBits; address++)
            {
                AerEvent e = chip.Decode(address);
                Assert.Equal(e, chip.Decode(chip.Encode(e)));
            }
    }

    [Fact]
    public void Words_keep_their_fields()
    {
        Random random = new(3);
        for (int round = 0; round < 1000; round++)
        {
            uint word = (uint)random.NextInt64(1L << 32);
            Assert.Equal((UInt128)word, TinyOdinWord.Of(word).Bits);
            // Bits 40 to 69 and 86 to 126 are not used by these neurons.
            UInt128 wide = new(
                ((ulong)random.Next(1 << 22) & ~0x3ful) | ((ulong)random.Next(2) << 63), (ulong)random.NextInt64(1L << 40));
            Assert.Equal(wide, OdinWord.Of(wide).Bits);
        }
    }

    [Fact]
    public void Images_of_both_chips_are_programs_that_pass_the_verifier()
    {
        foreach (CrossbarChip chip in CrossbarChip.All)
            foreach (int open in (int[])[0, 1])
            {
                Random random = new(open);
                CrossbarImage image = CrossbarImage.Empty(chip);
                image = image with
                {
                    Registers = image.Registers.SetItem(1, open),
                    Neurons = [.. Enumerable.Range(0, 256).Select(n => (UInt128)random.Next(1 << 30) << 1 | 1)],
                    Synapses = [.. Enumerable.Range(0, 65536).Select(_ => (byte)random.Next(16))],
                    Events = [new(0, chip.Encode(new(AerKind.Spike, 3))), new(2, chip.Encode(new(AerKind.LeakAll)))],
                };
                SpikeProgram program = ImageProgram.Of(image, "image");
                ProgramVerifier.ThrowIfInvalid(program);
                Assert.Equal(Firing.Event, program.Firing);
                Assert.Equal(chip is OdinChip, program.Projections.Any(p => p.Plasticity is not null));
                Assert.Equal(2, ImageProgram.Stimulus(image).EventCount);
                string listing = ImageText.Print(image);
                Assert.Contains("step 0: spike 3", listing);
                Assert.Contains("row 255", listing);
            }
    }

    [Fact]
    public void What_the_emulation_lacks_is_refused_with_all_of_it()
    {
        CrossbarImage image = CrossbarImage.Empty(OdinChip.Instance) with
        {
            Registers = CrossbarImage.Empty(OdinChip.Instance).Registers.SetItem(20, 1),
            Neurons = [.. new UInt128[255], 2],
            Events = [new(0, 0)],
        };
        ImmutableArray<Diagnostic> findings =
            Assert.Throws<DiagnosticException>(() => ImageProgram.Of(image, "image")).Diagnostics;
        Assert.Equal(3, findings.Count(f => f.Code == "NEU4246"));
    }

    [Theory]
    [InlineData("synapses", "synapses.weight")]
    [InlineData("neurons", "neuron.v")]
    public void Programs_of_images_with_numbers_that_a_chip_has_no_bits_for_are_refused(string what, string name)
    {
        CrossbarImage image = CrossbarImage.Empty(TinyOdinChip.Instance) with
        {
            Neurons = [.. Enumerable.Range(0, 256).Select(n => new TinyOdinWord(n, 2047, 0, false).Bits)],
            Synapses = [.. Enumerable.Range(0, 65536).Select(s => (byte)(s & 15))],
        };
        image = image with { Registers = image.Registers.SetItem(TinyOdinChip.LastNeuron, 255) };
        SpikeProgram program = ImageProgram.Of(image, "image");
        Assert.Equal(image.Synapses, ProgramImage.Of(program).Synapses);
        IrArray array = program.Array(name);
        int[] values = Array.ConvertAll(array.ToInt32(), v => v + 3000);
        program = program with
        {
            Arrays = [.. program.Arrays.Select(a => a.Name == name ? IrArray.Create(name, a.Shape, 13, true, values) : a)],
        };
        DiagnosticException refusal = Assert.Throws<DiagnosticException>(() => ProgramImage.Of(program));
        Assert.Contains(what[..^1], refusal.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static ImmutableArray<ChipCommand> Open(CrossbarChip chip) =>
        [.. Enumerable.Range(0, chip.Registers.Length).Select(i => new ChipCommand(ChipOperation.Write, i, i < 2 ? 1 : 0))];

    private static CrossbarImage Read(ImmutableArray<ChipCommand> open, params ChipCommand[] more) =>
        ImageReader.Read([.. open, .. more, Shut], "f").Image;

    private static string Code(ImmutableArray<ChipCommand> commands) =>
        Assert.Throws<DiagnosticException>(() => ImageReader.Read(commands, "f")).Diagnostics[0].Code;
}
