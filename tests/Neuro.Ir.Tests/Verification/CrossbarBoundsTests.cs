using Neuro.Ir.Crossbars;
using Neuro.Testing.Programs;

namespace Neuro.Ir.Tests.Verification;

public sealed class CrossbarBoundsTests
{
    [Fact]
    public void What_reads_give_lies_within_the_bounds_of_the_verifier()
    {
        int reads = 0;
        double tightest = 0;
        for (int seed = 0; seed < 250; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 12, crossbars: 0.8);
            ProgramAnalysis analysis = ProgramVerifier.ThrowIfInvalid(program);
            Dictionary<string, IrArray> arrays = program.Arrays.ToDictionary(a => a.Name);
            foreach (Projection projection in program.Projections.Where(p => p.Read is not null))
            {
                reads++;
                tightest = Math.Max(tightest, Check(program, arrays, projection, analysis.Payload(projection.Source), seed));
            }
        }
        Assert.True(reads > 200, $"{reads} reads");
        Assert.True(tightest > 0.99, $"no read came nearer to its bound than {tightest:P1}");
    }

    /// <summary>Reads with random and extreme payloads and deviates; the largest share of a bound that was reached.</summary>
    private static double Check(
        SpikeProgram program, Dictionary<string, IrArray> arrays, Projection projection, Interval payload, int seed)
    {
        (int sources, int targets) =
            (program.Population(projection.Source).Size, program.Population(projection.Target).Size);
        CrossbarExtents matrix = CrossbarExtents.Of(projection.Connectivity, sources, targets);
        CrossbarRange bounds = new CrossbarBounds(projection, arrays, sources, targets).At(payload);
        CrossbarStepper stepper = new(program, projection);
        Random random = new(seed);
        double share = 0;
        for (int trial = 0; trial < 12; trial++)
        {
            int group = random.Next((int)matrix.Groups);
            int[] p = [.. Enumerable.Range(0, (int)matrix.Rows).Select(_ => Payload(random, payload, trial))];
            long[] added = stepper.Read(group, (int)matrix.Outputs, p, () => Deviate(random));
            for (int j = 0; j < added.Length; j++)
            {
                int number = group * added.Length + j;
                Interval bound = bounds.At(number * (int)matrix.Pixels).Added;
                Assert.True(bound.Contains(added[j]),
                    $"program {seed}, {projection.Name}, output {number}: {added[j]} is outside {bound}");
                long limit = added[j] < 0 ? bound.Minimum : bound.Maximum;
                if (added[j] != 0) share = Math.Max(share, (double)added[j] / limit);
            }
        }
        Assert.True(stepper.Largest.Current < 1L << 31, $"program {seed}, {projection.Name}: {stepper.Largest.Current}");
        Assert.True(stepper.Largest.Variance < 1L << 31, $"program {seed}, {projection.Name}: {stepper.Largest.Variance}");
        Assert.True(stepper.Largest.Output < 1L << 62, $"program {seed}, {projection.Name}: {stepper.Largest.Output}");
        return share;
    }

    private static int Payload(Random random, Interval payload, int trial) => (trial % 4) switch
    {
        0 => (int)payload.Maximum,
        1 => (int)payload.Minimum,
        2 => random.Next(2) == 0 ? (int)payload.Minimum : (int)payload.Maximum,
        _ => random.Next(3) == 0 ? 0 : (int)random.NextInt64(payload.Minimum, payload.Maximum + 1),
    };

    private static int Deviate(Random random) => random.Next(3) switch
    {
        0 => CrossbarBounds.LargestDeviate,
        1 => -CrossbarBounds.LargestDeviate,
        _ => random.Next(-4096, 4097),
    };

    [Theory]
    // Conductances 3 and −5: codes −5 to 3, coefficient 7; the weights of 100 have no effect.
    [InlineData(1, "plane digit shift 0 range 0 .. 1 weight 1", "-100 .. 50", -35, 21)]
    // The converter gives no more than its codes.
    [InlineData(1, "plane digit shift 0 range 0 .. 1 weight 1", "-1 .. 2", -7, 14)]
    // One digit after the other: three times as much in all.
    [InlineData(3, "plane digit shift 0 range 0 .. 1 weight 1; plane digit shift 1 range 0 .. 1 weight 2", "-9 .. 9", -105, 63)]
    // A DAC that clips.
    [InlineData(200, "plane shift 1 range 0 .. 10 weight 2", "-1000 .. 1000", -700, 420)]
    public void Ports_take_the_bounds_of_the_read_and_not_of_the_weights(
        int payload, string planes, string codes, int minimum, int maximum)
    {
        SpikeProgram program = ProgramText.Parse($$"""
            program p { dt 1
              array g : s8[2, 1] = [3, -5]
              neuron n { acc x : i32; y = sat x, 4; emit y }
              input a [2] { payload 0 .. {{payload}} }
              population b [1] : n phase 1 { }
              projection c : a -> b port x {
                dense; weight 100
                read fraction 0 {
                  {{planes}}
                  tile rows 0 + 2 outputs 0 + 1 { conductance @g; output 0; coefficient 7; codes {{codes}}; cells_per_row 1 }
                }
              }
            }
            """, "t");
        Assert.Equal(new Interval(minimum, maximum), ProgramVerifier.ThrowIfInvalid(program).Accumulator("b", "x"));
    }
}
