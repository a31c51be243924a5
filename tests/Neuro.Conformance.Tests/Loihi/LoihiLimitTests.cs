using System.Collections.Immutable;
using Neuro.Compiler.Passes;
using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;
using Neuro.Targets;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>The room on Loihi's cores: each limit has a program within it and one beyond.</summary>
public sealed class LoihiLimitTests
{
    private static readonly TargetProfile Loihi = TargetCatalog.Load("loihi1");

    [Theory]
    [InlineData(1, 8, 0, 64)] // 18 + 10 bits
    [InlineData(3, 8, 0, 64)] // 54 + 10: a word to the bit
    [InlineData(4, 8, 0, 128)] // 72 + 10
    [InlineData(64, 8, 0, 1216)] // 1152 + 10
    [InlineData(65, 8, 0, 1216 + 64)] // a second block
    [InlineData(10, 4, 6, 256)] // 200 + 10
    public void Synapses_of_an_axon_are_packed_into_blocks_of_words(int synapses, int weightBits, int delayBits, long bits) =>
        Assert.Equal(bits, Loihi.Limits.SynapseBlock!.Bits(synapses, weightBits, delayBits));

    [Theory]
    [InlineData(1024, 1)]
    [InlineData(1025, 2)]
    [InlineData(5000, 5)]
    public void Compartments_beyond_1024_go_to_further_cores(int neurons, int cores) =>
        Assert.Equal(cores, Fit(Pairs(neurons)).Placement!.Cores);

    [Theory]
    [InlineData(700, 1)]
    [InlineData(1000, 2)]
    public void Synapse_memory_decides_how_many_neurons_share_a_core(int sources, int cores)
    {
        // 60 neurons of 8-bit weights are blocks of 1,152 bits an axon; 910 of them fill a core.
        SpikeProgram program = new NetFile().Dense(60, Weights(60 * sources), NetFile.Cuba(0, 0, 10)).Load();
        Assert.Equal(cores, Fit(program).Placement!.Cores);
    }

    [Fact]
    public void Everything_that_stands_against_a_program_is_said_at_once()
    {
        NetFile net = new();
        net.Dense(2, [1, -255, 3, 4], NetFile.Cuba(0, 0, 1 << 17), layer =>
            layer.AddDataset("delay", Hdf5Data.Array<float>([62, 0])));
        net.Dense(1, [2, -2], NetFile.Cuba(0, 0, 10));
        SpikeProgram program = net.Load(new() { SynapseDelay = 0, InputMaximum = 3 });
        string[] codes = [.. Violations(program).Select(d => d.Code)];
        // Nine-bit weights, no delay (both layers), a threshold of 18 bits, graded input.
        Assert.Equal(["NEU4007", "NEU4008", "NEU4051", "NEU4053", "NEU4053"], codes.Order());
        Assert.All(Violations(program), d => Assert.NotEmpty(d.Hint));
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Delays_go_up_to_63_beside_the_tick_of_a_layer(int delay, bool fits)
    {
        SpikeProgram program = new NetFile().Dense(1, [2, 4], NetFile.Cuba(0, 0, 10)).Load(new() { SynapseDelay = 1 + delay });
        Assert.Equal(fits ? [] : ["NEU4004"], Violations(program).Select(d => d.Code));
    }

    [Theory]
    [InlineData("gt", "positive", true)]
    [InlineData("gt", "ternary", false)]
    public void Spikes_of_minus_one_have_no_way_to_another_core(string comparator, string polarity, bool fits)
    {
        SpikeProgram program =
            new NetFile().Dense(2, [2, 4, 6, 8], NetFile.Cuba(0, 0, 10)).Dense(1, [2, 4], NetFile.Cuba(0, 0, 10)).Load();
        MicroProgram neuron = NeuronTemplates.Find("loihi").Expand(
            program.Neurons[0].Name, ("comparator", comparator), ("polarity", polarity), ("bias", "none"));
        program = program with
        {
            Neurons = [neuron],
            Populations = [.. program.Populations.Select(p => p.IsInput || polarity == "positive"
                ? p
                : p with { Parameters = p.Parameters.Add("threshold_low", -5) })],
        };
        Assert.Equal(fits ? [] : ["NEU4010"], Violations(program).Select(d => d.Code));
    }

    [Fact]
    public void Neurons_of_other_kinds_are_refused()
    {
        SpikeProgram program = ProgramText.Parse("""
            program other {
              dt 1
              neuron keep { acc x : i32; state sum : s32; store sum, x; s = gt x, 3; emit s }
              input in [2] { payload 0 .. 1 }
              population a [2] : keep phase 1 { }
              projection p : in -> a port x { one_to_one; weight 1; delay 1 }
              output a
            }
            """, "other.ir");
        Assert.Equal("NEU4050", Assert.Single(Violations(program)).Code);
    }

    [Theory]
    [InlineData(4096, 1)]
    [InlineData(4097, 2)] // The memory of 64 bits an axon would hold them four times over.
    public void Input_axons_decide_how_many_neurons_share_a_core(int sources, int cores)
    {
        // Sources in turn reach the one neuron and the other.
        SpikeProgram program = ProgramText.Parse($$"""
            program comb {
              dt 1
              array rows : u31[{{sources + 1}}] = [{{string.Join(", ", Enumerable.Range(0, sources + 1))}}]
              array columns : u31[{{sources}}] = [{{string.Join(", ", Enumerable.Range(0, sources).Select(i => i % 2))}}]
              {{Neuron}}
              input in [{{sources}}] { payload 0 .. 1 }
              population a [2] : loihi phase 1 { u_decay = 0; v_decay = 0; threshold = 1 }
              projection p : in -> a port in { sparse rows @rows targets @columns; weight 1; delay 1 }
              output a
            }
            """, "comb.ir");
        Assert.Equal(cores, Fit(program).Placement!.Cores);
    }

    [Fact]
    public void Neurons_that_reach_more_cores_than_output_axons_allow_spread()
    {
        // 1024 neurons that reach 4 cores are within the 4096 axons of theirs; of those that reach 5, it holds 819.
        Assert.Equal(5, Fit(Fan(1024, 4)).Placement!.Cores);
        Placement placement = Fit(Fan(1024, 5)).Placement!;
        Assert.Equal(7, placement.Cores);
        Assert.All(placement.Assignments.Where(a => a.Population == "a"), a => Assert.InRange(a.Count, 1, 819));
    }

    [Fact]
    public void A_neuron_that_alone_reaches_more_cores_than_output_axons_allow_is_refused()
    {
        TargetProfile small = Loihi with { Limits = Loihi.Limits with { NeuronsPerCore = 1, AxonsOutPerCore = 4 } };
        Assert.Equal(5, Place.Run(Fan(1, 4), small).Placement!.Cores);
        Diagnostic error = Assert.Single(Assert.Throws<DiagnosticException>(() => Place.Run(Fan(1, 5), small)).Diagnostics);
        Assert.Equal("NEU4052", error.Code);
        Assert.Contains("core 0 needs 5 output axons", error.Message);
    }

    [Fact]
    public void More_than_128_cores_are_refused() => Assert.Equal(
        "NEU4006", Assert.Single(Assert.Throws<DiagnosticException>(() => Fit(Pairs(129 * 1024))).Diagnostics).Code);

    private static SpikeProgram Fit(SpikeProgram program) => Place.Run(Legalise.Run(program, Loihi, allowSplit: false), Loihi);

    private static ImmutableArray<Diagnostic> Violations(SpikeProgram program)
    {
        try
        {
            _ = Fit(program);
            return [];
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostics;
        }
    }

    /// <summary>One synapse a neuron.</summary>
    private static SpikeProgram Pairs(int neurons) => ProgramText.Parse($$"""
        program pairs {
          dt 1
          {{Neuron}}
          input in [{{neurons}}] { payload 0 .. 1 }
          population a [{{neurons}}] : loihi phase 1 { u_decay = 0; v_decay = 0; threshold = 1 }
          projection p : in -> a port in { one_to_one; weight 1; delay 1 }
          output a
        }
        """, "pairs.ir");

    /// <summary>Neurons that each reach <paramref name="ways"/> neurons of the next layer, as far apart as there are.</summary>
    private static SpikeProgram Fan(int neurons, int ways)
    {
        string rows = string.Join(", ", Enumerable.Range(0, neurons + 1).Select(i => i * ways));
        string columns = string.Join(", ", Enumerable.Range(0, neurons).SelectMany(i =>
            Enumerable.Range(0, ways).Select(c => (c * neurons) + i)));
        return ProgramText.Parse($$"""
            program fan {
              dt 1
              array rows : u31[{{neurons + 1}}] = [{{rows}}]
              array columns : u31[{{neurons * ways}}] = [{{columns}}]
              {{Neuron}}
              input in [{{neurons}}] { payload 0 .. 1 }
              population a [{{neurons}}] : loihi phase 1 { u_decay = 0; v_decay = 0; threshold = 1 }
              population b [{{neurons * ways}}] : loihi phase 1 { u_decay = 0; v_decay = 0; threshold = 1 }
              projection p : in -> a port in { one_to_one; weight 1; delay 1 }
              projection q : a -> b port in { sparse rows @rows targets @columns; weight 1; delay 1 }
              output b
            }
            """, "fan.ir");
    }

    private static string Neuron => MicroProgramText.Print(NeuronTemplates.Find("loihi").Expand("loihi"));

    private static int[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? 127 : -128)];
}
