using System.Buffers.Binary;
using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;
using Neuro.Targets.Xbar;

namespace Neuro.Targets.Tests;

public sealed class NxbTests
{
    [Theory]
    [InlineData(CellArrangement.DifferentialPair, 0, 16, 5)]
    [InlineData(CellArrangement.OneSidedPair, 0, 256, 8)]
    [InlineData(CellArrangement.ReferenceColumn, 0, 64, 5)]
    [InlineData(CellArrangement.Offset, 0, 33, 5)]
    [InlineData(CellArrangement.DifferentialPair, 2, 4, 8)]
    [InlineData(CellArrangement.Offset, 3, 8, 7)]
    public void An_image_decodes_to_the_program_that_it_came_from(
        CellArrangement arrangement, int bitsPerCell, int levels, int bits)
    {
        SpikeProgram program = Program(arrangement, bitsPerCell, levels, bits);
        SpikeProgram again = NxbReader.Read(NxbWriter.Write(program), "chip.nxb");
        Assert.Equal(ProgramText.Print(program), ProgramText.Print(again));
        Assert.Equal(ProgramDigest.Compute(program), ProgramDigest.Compute(again));
    }

    [Fact]
    public void Weights_that_the_cells_cannot_tell_apart_lead_back_to_the_same_cells()
    {
        // Eight levels for codes from -15 to 15.
        SpikeProgram program = Program(CellArrangement.DifferentialPair, 0, 8, 5);
        byte[] image = NxbWriter.Write(program);
        SpikeProgram again = NxbReader.Read(image, "chip.nxb");
        Assert.NotEqual(program.Array("w").ToInt32(), again.Array("w").ToInt32());
        Assert.Equal(image, NxbWriter.Write(again));
    }

    [Fact]
    public void Conductance_codes_stand_in_the_file_as_the_README_says()
    {
        SpikeProgram program = Program(CellArrangement.DifferentialPair, 0, 16, 5);
        NxbTile tile = NxbReader.Parse(NxbWriter.Write(program), "chip.nxb").Projections[0].Tiles[0];
        Assert.Equal((0, 5, 0, 2, 4, 4), (tile.FirstRow, tile.Rows, tile.FirstOutput, tile.Outputs, tile.Columns, tile.CodeBits));
        int[] weights = program.Array("w").ToInt32();
        for (int row = 0; row < tile.Rows; row++)
            for (int output = 0; output < tile.Outputs; output++)
            {
                int weight = weights[(row * 7) + output];
                (int plus, int minus) = (tile.Codes[(row * 4) + (2 * output)], tile.Codes[(row * 4) + (2 * output) + 1]);
                Assert.Equal((Math.Max(weight, 0), Math.Max(-weight, 0)), (plus, minus));
            }
    }

    [Fact]
    public void Every_flipped_or_missing_byte_is_a_diagnostic()
    {
        byte[] image = NxbWriter.Write(Program(CellArrangement.DifferentialPair, 0, 16, 5));
        for (int at = 0; at < image.Length; at++)
        {
            byte[] flipped = [.. image];
            flipped[at] ^= 0x10;
            Assert.Throws<DiagnosticException>(() => NxbReader.Read(flipped, "chip.nxb"));
            Assert.Throws<DiagnosticException>(() => NxbReader.Read(image[..at], "chip.nxb"));
        }
    }

    [Fact]
    public void Mutations_behind_a_right_check_sum_end_in_a_program_or_a_diagnostic()
    {
        byte[] image = NxbWriter.Write(Program(CellArrangement.DifferentialPair, 0, 16, 5));
        Random random = new(11);
        int refused = 0;
        for (int trial = 0; trial < 4000; trial++)
        {
            byte[] bytes = [.. image];
            for (int change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(NxbReader.HeaderBytes, bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(NxbReader.HeaderBytes, bytes.Length)];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Crc32.Of(bytes.AsSpan(NxbReader.HeaderBytes)));
            try
            {
                _ = NxbReader.Read(bytes, "chip.nxb");
            }
            catch (DiagnosticException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 2000, 4000);
    }

    [Fact]
    public void Cells_that_stand_for_no_weight_are_named()
    {
        NxbImage image = NxbReader.Parse(NxbWriter.Write(Program(CellArrangement.DifferentialPair, 0, 16, 5)), "chip.nxb");
        NxbTile tile = image.Projections[0].Tiles[0];
        ushort[] codes = [.. tile.Codes];
        (codes[14], codes[15]) = (3, 3);
        NxbProjection changed = image.Projections[0] with
        {
            Tiles = image.Projections[0].Tiles.SetItem(0, tile with { Codes = codes }),
        };
        byte[] bytes = NxbWriter.Bytes(image with { Projections = image.Projections.SetItem(0, changed) });
        Diagnostic diagnostic = Assert.Single(
            Assert.Throws<DiagnosticException>(() => NxbReader.Read(bytes, "chip.nxb")).Diagnostics);
        Assert.Equal("NEU4701", diagnostic.Code);
        Assert.Contains("'w': the cells of row 3, output 1 (3 3) stand for no weight", diagnostic.Message);
    }

    [Fact]
    public void Programs_without_cells_or_codes_are_refused_with_every_reason()
    {
        SpikeProgram program = Program(CellArrangement.DifferentialPair, 0, 16, 5);
        SpikeProgram digital = program with { Projections = [.. program.Projections.Select(p => p with { Crossbar = null })] };
        DiagnosticException refused = Assert.Throws<DiagnosticException>(() => NxbWriter.Write(digital));
        Assert.Equal("NEU4702", Assert.Single(refused.Diagnostics).Code);
        SpikeProgram analog = program with { Devices = [program.Devices[0] with { Levels = 0 }] };
        Assert.Equal(2, Assert.Throws<DiagnosticException>(() => NxbWriter.Write(analog)).Diagnostics.Length);
    }

    [Fact]
    public void A_users_profile_says_what_its_arrays_are()
    {
        TargetProfile chip = TargetProfileReader.Read(
            """
            { "schema_version": 1, "name": "my-chip", "inherits": "xbar", "limits": { "cores": 8, "fan_in": 512 },
              "crossbar": { "rows": 64, "columns": 32, "levels": 128, "adc_bits": 6, "arrangement": "offset" } }
            """, "my-chip.json", (parent, _) => TargetCatalog.Load(parent));
        Assert.Equal("nxb", chip.Loads);
        Assert.Equal((64, 32, 6, 1, CellArrangement.Offset), (chip.Crossbar!.Array.Rows, chip.Crossbar.Array.Columns,
            chip.Crossbar.Array.Adc.Bits, chip.Crossbar.Array.Dac.Bits, chip.Crossbar.Array.Arrangement));
        Assert.Equal((128, 1e-6, 1e-4), (chip.Crossbar.Device.Levels, chip.Crossbar.Device.GMin, chip.Crossbar.Device.GMax));
        Assert.Null(TargetCatalog.Load("generic").Crossbar);
    }

    /// <summary>Eleven inputs on seven neurons, and those on themselves one to one, on arrays of 6 rows and 6 columns and more
    /// for slices.</summary>
    private static SpikeProgram Program(CellArrangement arrangement, int bitsPerCell, int levels, int bits)
    {
        Random random = new(5);
        int largest = (1 << (bits - 1)) - 1;
        int[] weights = [.. Enumerable.Range(0, 77).Select(_ => random.Next(-largest, largest + 1))];
        (weights[0], weights[1], weights[2]) = (largest, -largest, 0);
        CrossbarBinding binding = new() { Device = "cell", Array = "array" };
        return new SpikeProgram
        {
            Name = "p",
            TimeStep = new Rational(1, 1000),
            Arrays =
            [
                IrArray.Create("w", [11, 7], bits, signed: true, weights),
                IrArray.Create("own", [7], bits, signed: true, [1, 2, 0, -3, 4, 5, -6]),
                IrArray.Create("threshold", [7], 12, signed: true, [20, 30, 40, 50, 60, 70, 80]),
            ],
            Neurons = [new LinearNeuronTemplate { Kind = "IF" }.Expand("if")],
            Populations =
            [
                new Population { Name = "in", Shape = [11] },
                new Population
                {
                    Name = "out",
                    Shape = [7],
                    Neuron = "if",
                    Phase = 1,
                    Parameters = ImmutableSortedDictionary<string, IrValue>.Empty.Add(
                        "threshold", IrValue.FromArray("threshold")),
                },
            ],
            Projections =
            [
                new Projection
                {
                    Name = "w",
                    Source = "in",
                    Target = "out",
                    Port = "in",
                    Connectivity = new Dense(),
                    Weight = IrValue.FromArray("w"),
                    Crossbar = binding,
                },
                new Projection
                {
                    Name = "own",
                    Source = "out",
                    Target = "out",
                    Port = "in",
                    Connectivity = new OneToOne(),
                    Weight = IrValue.FromArray("own"),
                    Delay = 1,
                    Crossbar = binding,
                },
            ],
            Devices = [new() { Name = "cell", GMin = 0, GMax = 1e-4, Levels = levels }],
            CrossbarArrays =
            [
                new()
                {
                    Name = "array",
                    Rows = 6,
                    Columns = bitsPerCell > 0 ? 24 : 6,
                    Arrangement = arrangement,
                    BitsPerCell = bitsPerCell,
                    Adc = new() { Bits = 8 },
                },
            ],
            Outputs = ["out"],
        };
    }
}
