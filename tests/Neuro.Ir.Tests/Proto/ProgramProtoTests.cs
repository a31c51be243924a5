using Google.Protobuf;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir.Tests.Proto;

public sealed class ProgramProtoTests
{
    [Theory]
    [InlineData("network")]
    [InlineData("crossbars")]
    [InlineData("learning")]
    [InlineData("events")]
    public void A_program_survives_its_binary_form(string sample)
    {
        SpikeProgram program = Samples.Named(sample);
        byte[] bytes = ProgramProto.Serialize(program);
        SpikeProgram read = ProgramProto.Parse(bytes, "p", From(program));
        Assert.Equal(ProgramText.Print(program), ProgramText.Print(read));
        Assert.Equal(bytes, ProgramProto.Serialize(read));
        Assert.Equal(ProgramDigest.Compute(program), ProgramDigest.Compute(read));
    }

    [Fact]
    public void Operations_and_roundings_have_the_numbers_of_the_records()
    {
        static string Plain(string name) => name.Replace("_", "").ToUpperInvariant();
        Assert.Equal(Enum.GetValues<OpCode>().Select(o => (Plain($"{o}"), (int)o)),
            Enum.GetValues<Neuro.Ir.Proto.Op>().Select(o => (Plain($"{o}"), (int)o)));
        Assert.Equal(Enum.GetValues<Rounding>().Select(o => (Plain($"{o}"), (int)o)),
            Enum.GetValues<Neuro.Ir.Proto.RoundingMode>().Select(o => (Plain($"{o}"), (int)o)));
        Assert.Equal(Enum.GetValues<RuleInputKind>().Select(o => (Plain($"{o}"), (int)o)),
            Enum.GetValues<Neuro.Ir.Proto.RuleInputKind>().Select(o => (Plain($"{o}"), (int)o)));
        Assert.Equal(Enum.GetValues<Firing>().Select(o => (Plain($"By{o}"), (int)o)),
            Enum.GetValues<Neuro.Ir.Proto.Firing>().Select(o => (Plain($"{o}"), (int)o)));
        Assert.Equal(Enum.GetValues<StepKind>().Select(o => (Plain($"{o}"), (int)o)),
            Enum.GetValues<Neuro.Ir.Proto.StepKind>().Select(o => (Plain($"{o}"), (int)o)));
        Assert.Equal(Enum.GetValues<StepTrigger>().Select(o => (Plain($"On{o}"), (int)o)),
            Enum.GetValues<Neuro.Ir.Proto.StepTrigger>().Select(o => (Plain($"{o}"), (int)o)));
    }

    [Fact]
    public void Digests_see_how_a_program_learns()
    {
        SpikeProgram program = Samples.Learning();
        string digest = ProgramDigest.Compute(program);
        Projection plastic = program.Projections[0];
        Plasticity plasticity = plastic.Plasticity!;
        Reduction reduction = program.Reductions[0];
        SpikeProgram moved = program with { Reductions = program.Reductions.SetItem(0, reduction with { Origin = "x" }) };
        Assert.Equal(digest, ProgramDigest.Compute(moved));
        SpikeProgram[] others =
        [
            program with { Reductions = program.Reductions.SetItem(0, reduction with { Floor = 1 }) },
            program with { Rules = program.Rules.RemoveAt(1) },
            program with { Projections = [plastic with { Plasticity = plasticity with { WeightMaximum = 99 } }] },
            program with { Projections = [plastic with { Plasticity = plasticity with { Always = false } }] },
            program with { Populations = [.. program.Populations.Select(p => p with { Kept = [] })] },
        ];
        Assert.All(others, other => Assert.NotEqual(digest, ProgramDigest.Compute(other)));
    }

    [Fact]
    public void Digests_see_how_neurons_fire()
    {
        SpikeProgram program = Samples.Network();
        SpikeProgram events = program with { Firing = Firing.Event, EventQueue = 8 };
        Assert.NotEqual(ProgramDigest.Compute(program), ProgramDigest.Compute(events));
        Assert.NotEqual(ProgramDigest.Compute(events with { EventQueue = 9 }), ProgramDigest.Compute(events));
    }

    [Fact]
    public void A_newer_format_is_refused_with_its_version()
    {
        Neuro.Ir.Proto.Program message = new() { FormatVersion = 7, DtNumerator = 1, DtDenominator = 1 };
        DiagnosticException error =
            Assert.Throws<DiagnosticException>(() => ProgramProto.Parse(message.ToByteArray(), "x.nrx", From(Samples.Network())));
        Assert.Equal("NEU2201", error.Diagnostics[0].Code);
        Assert.Contains("version 7", error.Diagnostics[0].Message);
    }

    [Fact]
    public void Programs_are_written_in_the_first_version_that_has_what_they_use()
    {
        Assert.Equal(1, Version(Samples.Network()));
        Assert.Equal(2, Version(Samples.Crossbars()));
        Assert.Equal(3, Version(Samples.Learning()));
        Assert.Equal(4, Version(Samples.Events()));
        SpikeProgram digital = Samples.Network();
        Assert.Equal(2, Version(digital with { Devices = Samples.Crossbars().Devices }));

        static int Version(SpikeProgram program) =>
            Neuro.Ir.Proto.Program.Parser.ParseFrom(ProgramProto.Serialize(program)).FormatVersion;
    }

    [Fact]
    public void A_malformed_device_is_told_with_its_place()
    {
        Neuro.Ir.Proto.Program message =
            new() { FormatVersion = 2, DtNumerator = 1, DtDenominator = 1, Devices = { "{\n \"g_min\": }" } };
        DiagnosticException error =
            Assert.Throws<DiagnosticException>(() => ProgramProto.Parse(message.ToByteArray(), "x.nrx", From(Samples.Network())));
        Assert.Equal(("NEU3501", "x.nrx:devices[0]:2:11"), (error.Diagnostics[0].Code, error.Diagnostics[0].Location));
    }

    [Fact]
    public void Digests_see_what_is_computed_and_nothing_else()
    {
        SpikeProgram program = Samples.Network();
        string digest = ProgramDigest.Compute(program);
        Assert.Equal(
            digest, ProgramDigest.Compute(program with { Placement = null, Metadata = program.Metadata.Add("compiler", "1") }));
        Assert.NotEqual(digest, ProgramDigest.Compute(program with { Seed = 1 }));
        IrArray array = program.Arrays[0];
        int[] values = array.ToInt32();
        values[0]++;
        SpikeProgram changed = program with
        {
            Arrays = program.Arrays.SetItem(0, IrArray.Create(array.Name, array.Shape, array.Bits, array.Signed, values)),
        };
        Assert.NotEqual(digest, ProgramDigest.Compute(changed));
    }

    [Fact]
    public void Digests_see_devices_and_reads_but_not_what_they_say_of_themselves()
    {
        SpikeProgram program = Samples.Crossbars();
        string digest = ProgramDigest.Compute(program);
        Projection read = program.Projections[0];
        Assert.Equal(digest, Digest(program.Devices[0] with { Description = "other", Sources = ["a paper"] }, read));
        Assert.NotEqual(digest, Digest(program.Devices[0] with { Levels = 3 }, read));
        Assert.NotEqual(digest, Digest(program.Devices[0], read with { Crossbar = read.Crossbar! with { Time = 1 } }));
        Assert.NotEqual(digest, Digest(program.Devices[0], read with { Read = read.Read! with { FractionBits = 3 } }));

        string Digest(Neuro.Ir.Devices.DeviceModel device, Projection projection) => ProgramDigest.Compute(
            program with { Devices = [device], Projections = program.Projections.SetItem(0, projection) });
    }

    [Theory]
    [InlineData("network")]
    [InlineData("crossbars")]
    [InlineData("learning")]
    [InlineData("events")]
    public void Mutated_bytes_end_in_a_program_or_in_diagnostics(string sample)
    {
        SpikeProgram program = Samples.Named(sample);
        byte[] bytes = ProgramProto.Serialize(program);
        Random random = new(5);
        int read = 0, refused = 0;
        for (int i = 0; i < 4000; i++)
        {
            try
            {
                SpikeProgram mutant = ProgramProto.Parse(Mutations.Mutate(bytes, random), "p", From(program));
                ProgramVerifier.Verify(mutant);
                ProgramText.Print(mutant);
                read++;
            }
            catch (DiagnosticException e)
            {
                Assert.NotEmpty(e.Diagnostics);
                refused++;
            }
        }
        Assert.True(read > 100 && refused > 500, $"{read} read, {refused} refused");
    }

    private static ArrayResolver From(SpikeProgram program) => (_, name, shape, bits, signed, steps) =>
        IrArray.Create(name, shape, bits, signed, program.Array(name).ToInt32(), steps);
}
