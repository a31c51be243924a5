using Neuro.Cli.Studies.Analysis;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Testing.Programs;

namespace Neuro.Cli.Tests.Studies;

/// <summary>The codes that are counted are those that the reference interpreter converts.</summary>
public sealed class LayerReadsTests
{
    private const int Ticks = 12;

    [Fact]
    public void As_many_codes_are_counted_as_the_interpreter_converts()
    {
        long conversions = 0;
        for (int seed = 1; seed <= 60; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, crossbars: 0.7);
            Projection[] read = [.. program.Projections.Where(p => p.Read is not null)];
            (Recording run, long expected) = Run(program, seed);
            long counted = read.Sum(p => Use(program, p, run).Conversions);
            Assert.True(
                expected == counted, $"program {seed}: {counted} codes were counted, the interpreter converted {expected}");
            conversions += counted;
        }
        Assert.True(conversions > 1000, $"only {conversions} codes were converted at all");
    }

    [Fact]
    public void Codes_and_clipping_are_those_of_the_formula()
    {
        // One row of conductances 3, −5, 100; gain 2, right shift 2, offset 1: (3·2)/4 = 1.5 → 2, (−5·2)/4 = −2.5 → −3, 50.
        SpikeProgram program = ProgramText.Parse("""
            program "one row" {
              dt 1/1000
              array g : s8[1, 3] = [3, -5, 100]
              array to : s8[3] = [0, 1, 2]
              neuron sum {
                acc x : i32
                emit x
              }
              input in [1] { payload 0 .. 1 }
              population out [3] : sum phase 1 { }
              projection fc : in -> out port x { dense; weight 1 }
              output out
            }
            """, "net.ir");
        program = program with
        {
            Projections =
            [
                program.Projections[0] with
                {
                    Read = new()
                    {
                        Planes = [new(true, 0, 0, 1, 1)],
                        Tiles =
                        [
                            new()
                            {
                                FirstRow = 0, Rows = 1, FirstOutput = 0, Outputs = 3, Conductance = "g", CellsPerRow = 3,
                                Output = IrValue.FromArray("to"), Coefficient = 1, Gain = 2, GainShift = 2, Offset = 1,
                                MinimumCode = -1, MaximumCode = 7,
                            },
                        ],
                    },
                },
            ],
        };
        LayerReads reads = new(program, program.Projections[0]);
        reads.Read(new SpikeTrain(1, [0, 1, 1, 2], [0, 0]), stream: 0);
        AdcUse use = reads.Use;
        Assert.Equal([(-1, 2L), (3, 2L), (7, 2L)], use.Codes.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
        Assert.Equal((6, 4, 9L), (use.Conversions, use.Clipped, use.Available));
        Assert.Equal(Math.Log2(3), use.Entropy, 12);
    }

    private static AdcUse Use(SpikeProgram program, Projection projection, Recording run)
    {
        LayerReads reads = new(program, projection);
        reads.Read(run.Spikes(projection.Source, 0), stream: 0);
        return reads.Use;
    }

    private static (Recording Run, long Conversions) Run(SpikeProgram program, int seed)
    {
        Recording recording = new(program, new() { Spikes = [.. program.Populations.Select(p => p.Name)] }, 1);
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        session.Run(RandomProgram.Input(program, seed, 1, Ticks), Ticks, recording);
        return (recording, session.Counters(0).AdcConversions);
    }
}
