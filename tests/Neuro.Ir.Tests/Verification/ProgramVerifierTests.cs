using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Tests.Verification;

public sealed class ProgramVerifierTests
{
    [Fact]
    public void The_sample_network_is_valid() => Assert.Empty(ProgramVerifier.Verify(Samples.Network()));

    [Fact]
    public void Payload_ranges_follow_from_the_micro_programs()
    {
        ProgramAnalysis analysis = ProgramVerifier.ThrowIfInvalid(Samples.Network());
        Assert.Equal(new Interval(-1, 3), analysis.Payload("in"));
        Assert.Equal(new Interval(0, 1), analysis.Payload("hidden"));
    }

    [Fact]
    public void Port_sums_are_exact_per_target_and_use_both_ends_of_the_payload()
    {
        ProgramAnalysis analysis = ProgramVerifier.ThrowIfInvalid(Samples.Network());
        // Columns of w.dense: {1, 3, 5, 127} · 3 · 4 and {−2, −4, −6, −128} · 4 · 4 with
        // payloads −1..3, plus one self synapse of −7.
        Interval first = new(-136 * 12 - 7, 136 * 12 * 3), second = new(-140 * 16 * 3 - 7, 140 * 16);
        Assert.Equal(first.Union(second), analysis.Accumulator("hidden", "x"));
        Assert.Equal(15, analysis.MaximumDelay("in"));
        Assert.Equal(1, analysis.MaximumDelay("hidden"));
        Assert.Equal(0, analysis.MaximumDelay("out"));
    }

    [Fact]
    public void Shared_sums_agree_with_sums_per_neuron()
    {
        // The same synapses as dense, sparse and one kernel over the whole input.
        string dense = Net("dense; weight @w"), sparse = Net("sparse rows @r targets @t; weight @w"),
            conv = Net("conv in [2, 1, 1] out [3, 1, 1] kernel [1, 1]; weight @k");
        Interval expected = new(-8 * 2, 12 * 2);
        foreach (string text in (string[])[dense, sparse, conv])
            Assert.Equal(expected, ProgramVerifier.ThrowIfInvalid(ProgramText.Parse(text, "t")).Accumulator("b", "x"));

        static string Net(string topology) => $$"""
            program p { dt 1
              array w : s8[2, 3] = [5, -8, 1, 7, 0, 2]
              array k : s8[3, 2, 1, 1] = [5, 7, -8, 0, 1, 2]
              array r : u8[3] = [0, 3, 6]
              array t : u8[6] = [0, 1, 2, 0, 1, 2]
              neuron n { acc x : i32; y = sat x, 4; emit y }
              input a [2, 1, 1] { payload 0 .. 2 }
              population b [3, 1, 1] : n phase 1 { }
              projection c : a -> b port x { {{topology}} }
            }
            """;
    }

    [Fact]
    public void By_the_event_a_port_sums_what_one_source_adds()
    {
        // Sources add 5, −8, 1 and 7, 0, 2; a pair that repeats adds both; two projections of one source add, two sources do not.
        Assert.Equal(new Interval(-16, 14), Sum("projection c : a -> b port x { dense; weight @w }"));
        Assert.Equal(new Interval(-16, 14), Sum("projection c : a -> b port x { sparse rows @r targets @t; weight @w }"));
        Assert.Equal(new Interval(-16, 14), Sum(
            "projection c : a -> b port x { conv in [2, 1, 1] out [3, 1, 1] kernel [1, 1]; weight @k }"));
        Assert.Equal(new Interval(-6, 14), Sum("projection c : a -> b port x { sparse rows @r targets @twice; weight @w }"));
        Assert.Equal(new Interval(-8, 48), Sum("projection c : a -> b port x { dense; weight @w; multiplier @m }"));
        Assert.Equal(new Interval(0, 6), Sum("projection c : a -> b port x { dense; weight 3 }"));
        Assert.Equal(new Interval(0, 18), Sum("""
            projection c : a -> b port x { dense; weight 3 }
              projection d : a -> b port x { dense; weight 6 }
            """));
        Assert.Equal(new Interval(0, 8), Sum("""
            projection c : a -> b port x { dense; weight 3 }
              projection d : b -> b port x { dense; weight 1 }
            """));
        Assert.Equal(new Interval(-10, 12), Sum(
            "projection c : a -> b port x { dense; weight @w1; plasticity weights -5 .. 6 { } }"));

        static Interval Sum(string projections) => ProgramVerifier.ThrowIfInvalid(ProgramText.Parse($$"""
            program p { dt 1
              firing event queue 1
              array w : s8[2, 3] = [5, -8, 1, 7, 0, 2]
              array w1 : s8[2, 3] = [0, 0, 0, 0, 0, 0]
              array k : s8[3, 2, 1, 1] = [5, 7, -8, 0, 1, 2]
              array r : u8[3] = [0, 3, 6]
              array t : u8[6] = [0, 1, 2, 0, 1, 2]
              array twice : u8[6] = [1, 1, 2, 0, 2, 2]
              array m : s8[3] = [1, -3, -2]
              neuron n { acc x : i32; y = sat x, 4; z = max y, 0; e = add z, 1; emit e }
              input a [2, 1, 1] { payload 0 .. 2 }
              population b [3, 1, 1] : n phase 1 { }
              {{projections}}
            }
            """, "t")).Accumulator("b", "x");
    }

    [Fact]
    public void A_sum_beyond_32_bits_needs_a_64_bit_port()
    {
        SpikeProgram narrow = Big("i32"), wide = Big("i64");
        Diagnostic finding = Assert.Single(ProgramVerifier.Verify(narrow));
        Assert.Equal("NEU2114", finding.Code);
        Assert.Contains("neuron 1", finding.Message);
        Assert.Empty(ProgramVerifier.Verify(wide));

        static SpikeProgram Big(string width) => ProgramText.Parse($$"""
            program p { dt 1
              array w : s32[2, 2] = [1, 1000000000, 2, 1500000000]
              neuron n { acc x : {{width}}; y = sat x, 8; emit y }
              input a [2] { payload 0 .. 1 }
              population b [2] : n phase 1 { }
              projection c : a -> b port x { dense; weight @w }
            }
            """, "t");
    }

    [Fact]
    public void A_relay_loop_that_could_grow_without_end_is_bounded_by_its_saturation()
    {
        SpikeProgram program = ProgramText.Parse("""
            program p { dt 1
              neuron n { acc x : i32; y = sat x, 12; emit y }
              population a [1] : n phase 1 { }
              population b [1] : n phase 1 { }
              projection ab : a -> b port x { dense; weight 3; delay 1 }
              projection ba : b -> a port x { dense; weight 1; delay 1 }
            }
            """, "t");
        ProgramAnalysis analysis = ProgramVerifier.ThrowIfInvalid(program);
        Assert.Equal(new Interval(-2048, 2047), analysis.Payload("a"));
        Assert.Equal(new Interval(-3 * 2048, 3 * 2047), analysis.Accumulator("b", "x"));
    }

    [Fact]
    public void Verification_and_analysis_of_a_long_chain_are_quick()
    {
        MicroProgramBuilder b = new("n");
        b.Emit(b.Sat(b.Accumulator("x"), 8));
        const int length = 20_000;
        SpikeProgram program = new()
        {
            Name = "chain",
            TimeStep = new(1, 1000),
            Neurons = [b.Build()],
            Populations = [.. Enumerable.Range(0, length)
                .Select(i => new Population { Name = $"p{i}", Shape = [1], Neuron = i == 0 ? null : "n", Phase = i })],
            Projections =
            [
                .. Enumerable.Range(1, length - 1).Select(i =>
                    new Projection
                    {
                        Name = $"c{i}",
                        Source = $"p{i - 1}",
                        Target = $"p{i}",
                        Port = "x",
                        Connectivity = new OneToOne(),
                        Weight = 1,
                    }),
            ],
        };
        ProgramAnalysis analysis = ProgramVerifier.ThrowIfInvalid(program);
        Assert.Equal(new Interval(0, 1), analysis.Payload($"p{length - 1}"));
    }

    [Fact]
    public void Tiles_that_share_an_array_beyond_measure_are_refused_without_adding_them_up()
    {
        const string tile = """
            tile rows 0 + 1 outputs 0 + 1048576 { conductance @g; output -1; coefficient 1; cells_per_row 1 }

            """;
        SpikeProgram one = ProgramText.Parse(Program(1), "t");
        SpikeProgram program = ProgramText.Parse(Program(2100), "t");
        Assert.Empty(ProgramVerifier.Verify(one));
        Diagnostic finding = Assert.Single(ProgramVerifier.Verify(program));
        Assert.Equal("NEU2113", finding.Code);
        Assert.Contains("conductances of all tiles", finding.Message);

        static string Program(int tiles) => $$"""
            program p { dt 1
              array g : s2[1, 1048576] = [{{string.Join(", ", Enumerable.Repeat("1", 1 << 20))}}]
              neuron n { acc x : i32; y = sat x, 4; emit y }
              input a [1] { payload 0 .. 1 }
              population b [1048576] : n phase 1 { }
              projection c : a -> b port x {
                dense; weight 1
                read fraction 0 {
                  plane shift 0 range 0 .. 1 weight 1
                  {{string.Concat(Enumerable.Repeat(tile, tiles))}}
                }
              }
            }
            """;
    }

    [Fact]
    public void Huge_shapes_are_judged_without_huge_memory()
    {
        SpikeProgram program = ProgramText.Parse("""
            program p { dt 1
              array r : u8[2] = [0, 2]
              array t : s32[2] = [5, 100000000]
              neuron n { acc x : i32; state v : s32; store v, x }
              input a [1] { }
              population b [100, 1000, 1000] : n phase 1 { }
              population c [65536, 65536, 65536, 65536, 65536] : n phase 1 { }
              projection s : a -> b port x { sparse rows @r targets @t; weight 5 }
              projection u : b -> b port x { one_to_one; weight 5; delay 1 }
              projection v : b -> b port x { dense; weight 1; delay 1 }
            }
            """, "t");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(["NEU2103", "NEU2105"], ProgramVerifier.Verify(program).Select(d => d.Code));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutated_programs_are_accepted_or_refused_but_never_crash_the_verifier(bool crossbars)
    {
        string text = ProgramText.Print(crossbars ? Samples.Crossbars() : Samples.Network());
        Random random = new(11);
        int valid = 0, invalid = 0;
        for (int i = 0; i < 4000; i++)
        {
            SpikeProgram program;
            try
            {
                program = ProgramText.Parse(Mutations.Mutate(text, random), "t");
            }
            catch (DiagnosticException)
            {
                continue;
            }
            if (ProgramVerifier.Verify(program).IsEmpty) valid++;
            else invalid++;
        }
        Assert.True(valid > 20 && invalid > 100, $"{valid} valid, {invalid} invalid");
    }
}
