using System.Globalization;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests;

/// <summary>The fixed-point LIF that Lava ran on a CPU, written as a program, gives the trace that Lava printed.</summary>
public sealed class LavaFixedPointTests
{
    // 4096 − 163 = 3933: dv = 163 of 2^12, tau 2.5 ms at dt 0.1 ms. Weights and threshold are shifted left by 6 bits.
    private const string Neuron = """
        program lava {
          dt 1/10000
          seed 0

          neuron lif {
            acc in : i32
            state v : s24
            u = shl in, 6
            kept = mulshift v, 3933, 12, zero
            sum = add kept, u
            s = gt sum, 1600
            after = select s, 0, sum
            next = sat after, 24
            store v, next
            emit s
          }

          input in [1] { payload 0 .. 1 }
          population out [1] : lif phase 1 { }

          projection w : in -> out port in {
            one_to_one
            weight 10
            delay 1
          }

          output out
        }
        """;

    [Theory]
    [MemberData(nameof(BackendsUnderTest.All), MemberType = typeof(BackendsUnderTest), DisableDiscoveryEnumeration = true)]
    public void Lavas_fixed_point_neuron_as_a_program_gives_its_published_trace(string device)
    {
        IBackend backend = BackendsUnderTest.Open(device);
        string trace = ReferenceData.Path("lif_dialects/lif_lava_cpu_fixed.csv");
        string[][] rows = [.. File.ReadLines(trace).Select(line => line.Split(','))];
        int[] Column(int c) => [.. rows.Select(r => (int)double.Parse(r[c], CultureInfo.InvariantCulture))];
        SpikeProgram program = ProgramText.Parse(Neuron, "lava.ir");
        Assert.DoesNotContain(ProgramVerifier.Verify(program), d => d.Severity == Ir.Diagnostics.Severity.Error);
        using ISession session = backend.Open(program, new SessionOptions());
        Recording recording = new(program, new RecordingOptions { Spikes = ["out"], States = [("out", "v")] }, 1);
        session.Run(new InputBatch("in", [SpikeTrain.FromDense(Column(0), rows.Length, 1)]), rows.Length, recording);

        int[] spikes = recording.Spikes("out", 0).ToDense();
        IReadOnlyList<int> v = recording.States("out", "v", 0);
        (int[] publishedV, int[] publishedSpikes) = (Column(1), Column(2));
        Assert.Equal(1000, v.Count);
        Assert.Equal(4, publishedSpikes.Sum());
        for (int t = 0; t < rows.Length; t++)
        {
            Assert.True(
                v[t] == publishedV[t] && spikes[t] == publishedSpikes[t],
                $"tick {t}: v {v[t]}, spike {spikes[t]}; published v {publishedV[t]}, spike {publishedSpikes[t]}");
        }
    }
}
