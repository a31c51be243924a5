using System.Text.Json.Nodes;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>
/// Rules of spike timing against their published equations in floating point. The equations' text stands in the rules' files;
/// weights have 16 fraction bits, and the bound on the difference is half a code per update, rounded up to what the traces' 16
/// bits add.
/// </summary>
public sealed class SpikeTimingRuleTests
{
    private const double Dt = 1e-3;

    /// <summary>What 300 ticks of updates may be off by: one code of 2^-16 for each update that a synapse gets.</summary>
    private const double Tolerance = 150.0 / (1 << RuleBench.Fraction);

    [Theory]
    [InlineData("all", "additive")]
    [InlineData("nearest", "additive")]
    [InlineData("all", "multiplicative")]
    [InlineData("nearest", "multiplicative")]
    public void Pair_stdp_follows_its_equation(string pairing, string dependence)
    {
        const double TauPlus = 0.017, TauMinus = 0.034, Up = 0.05, Down = 0.04;
        RuleScenario scenario = new()
        {
            Ticks = 300,
            Delay = 3,
            Rule = Use("pair_stdp", new()
            {
                ["tau_plus"] = TauPlus,
                ["tau_minus"] = TauMinus,
                ["a_plus"] = Up,
                ["a_minus"] = Down,
            }, new() { ["pairing"] = pairing, ["dependence"] = dependence }),
        };
        RuleBench bench = new(scenario);
        bool multiplicative = dependence == "multiplicative";
        double[,] w = EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first, x = 0, y = 0;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                x *= Math.Exp(-Dt / TauPlus);
                y *= Math.Exp(-Dt / TauMinus);
                if (bench.Arriving(t, i) != 0) w = Math.Max(0, w - (Down * y * (multiplicative ? w : 1)));
                if (bench.Post[t][j] != 0) w = Math.Min(1, w + (Up * x * (multiplicative ? 1 - w : 1)));
                if (bench.Arriving(t, i) != 0) x = pairing == "nearest" ? 1 : x + 1;
                if (bench.Post[t][j] != 0) y = pairing == "nearest" ? 1 : y + 1;
            }
            return w;
        });
        bench.AssertLearns(w, Tolerance);
    }

    [Fact]
    public void A_pair_at_the_same_tick_is_no_pair()
    {
        // One source spike arrives at the very tick of the target's only spike.
        RuleScenario scenario =
            new() { Ticks = 40, Delay = 2, Rate = 0, Rule = Use("pair_stdp", new() { ["a_plus"] = 0.3 }, []) };
        RuleBench bench = new(scenario);
        bench.Pre[10][0] = 1;
        bench.Post[12][0] = 1;
        bench.Pre[20][1] = 1;
        bench.Post[23][1] = 1;
        double[,] w = bench.Run().Weights;
        Assert.Equal(bench.Initial[0, 0], w[0, 0]);
        // And one tick later it is one: the same projection's other synapse shows that the rule ran.
        Assert.True(w[1, 1] > bench.Initial[1, 1] + 0.2, $"{w[1, 1]} after a causal pair, {bench.Initial[1, 1]} before it");
    }

    [Fact]
    public void Deferred_stdp_follows_its_equation()
    {
        const double Tau = 0.02, Up = 0.05, Down = 0.06;
        RuleScenario scenario = new()
        {
            Ticks = 300,
            Delay = 4,
            Rule = Use("pair_stdp_deferred", new()
            {
                ["tau_plus"] = Tau,
                ["tau_minus"] = Tau,
                ["a_plus"] = Up,
                ["a_minus"] = Down,
            }, []),
        };
        RuleBench bench = new(scenario);
        int delay = scenario.Delay;
        // Straight from the spikes' times, without traces: the sums that the rule's text has.
        double[,] w = EachSynapse(scenario, bench, (i, j, first) =>
        {
            int[] pre = [.. Enumerable.Range(0, scenario.Ticks).Where(t => bench.Pre[t][i] != 0)];
            int[] seen = [.. Enumerable.Range(0, scenario.Ticks).Where(t => bench.Post[t][j] != 0).Select(t => t + delay)];
            double w = first;
            int last = -1;
            foreach (int t in pre)
            {
                foreach (int s in seen.Where(s => s > last && s <= t))
                    w += Up * pre.Where(p => p < s).Sum(p => Math.Exp(-(s - p) * Dt / Tau));
                w = Math.Min(1, w);
                w = Math.Max(0, w - (Down * seen.Where(s => s <= t).Sum(s => Math.Exp(-(t - s) * Dt / Tau))));
                last = t;
            }
            return w;
        });
        bench.AssertLearns(w, Tolerance);
    }

    [Fact]
    public void Triplet_stdp_follows_its_equation()
    {
        const double TauPlus = 0.0168, TauX = 0.101, TauMinus = 0.0337, TauY = 0.125;
        const double A2Plus = 0.004, A3Plus = 0.02, A2Minus = 0.015, A3Minus = 0.003;
        RuleScenario scenario = new()
        {
            Ticks = 300,
            Delay = 1,
            Rate = 0.06,
            Rule = Use("triplet_stdp", new()
            {
                ["a2_plus"] = A2Plus,
                ["a3_plus"] = A3Plus,
                ["a2_minus"] = A2Minus,
                ["a3_minus"] = A3Minus,
            }, []),
        };
        RuleBench bench = new(scenario);
        double[,] w = EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first, r1 = 0, r2 = 0, o1 = 0, o2 = 0;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                (r1, r2) = (r1 * Math.Exp(-Dt / TauPlus), r2 * Math.Exp(-Dt / TauX));
                (o1, o2) = (o1 * Math.Exp(-Dt / TauMinus), o2 * Math.Exp(-Dt / TauY));
                bool pre = bench.Arriving(t, i) != 0, post = bench.Post[t][j] != 0;
                if (pre) w = Math.Max(0, w - (o1 * (A2Minus + (A3Minus * r2))));
                if (post) w = Math.Min(1, w + (r1 * (A2Plus + (A3Plus * o2))));
                if (pre) (r1, r2) = (r1 + 1, r2 + 1);
                if (post) (o1, o2) = (o1 + 1, o2 + 1);
            }
            return w;
        });
        bench.AssertLearns(w, Tolerance);
    }

    [Fact]
    public void Querlioz_stdp_follows_its_equation()
    {
        const double Up = 0.03, Down = 0.02, BetaUp = 3, BetaDown = 2;
        const int Window = 4;
        RuleScenario scenario = new()
        {
            Ticks = 200,
            Delay = 2,
            Rule = Use("querlioz_stdp", new()
            {
                ["alpha_plus"] = Up,
                ["alpha_minus"] = Down,
                ["beta_plus"] = BetaUp,
                ["beta_minus"] = BetaDown,
                ["window"] = Window * Dt,
            }, []),
        };
        RuleBench bench = new(scenario);
        double[,] w = EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first;
            int age = int.MaxValue;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                age = bench.Arriving(t, i) != 0 ? 0 : age == int.MaxValue ? age : age + 1;
                if (bench.Post[t][j] == 0) continue;
                w = age <= Window ? w + (Up * Math.Exp(-BetaUp * w)) : w - (Down * Math.Exp(-BetaDown * (1 - w)));
                w = Math.Clamp(w, 0, 1);
            }
            return w;
        });
        // The exponential is a table of 4,096 steps over the range: 3/8192 of a change at most, half of that on average.
        bench.AssertLearns(w, Tolerance);
    }

    [Fact]
    public void Sdsp_follows_its_equation()
    {
        const double A = 0.13, B = 0.11, ThetaV = 0.1, TauC = 0.06, Alpha = 3.5, Beta = 3.5;
        RuleScenario scenario = new()
        {
            Ticks = 400,
            Rate = 0.08,
            Rule = Use("sdsp", new()
            {
                ["a"] = A,
                ["b"] = B,
                ["theta_v"] = ThetaV,
                ["theta_up_low"] = 1.5,
                ["theta_up_high"] = 6,
                ["theta_down_low"] = 1.2,
                ["theta_down_high"] = 5,
                ["x_initial"] = 0.45,
            }, [], new() { ["v"] = "post modulator ys.v" }),
            Arrays = ["x"],
        };
        RuleBench bench = new(scenario);
        double[,] hidden = EachSynapse(scenario, bench, (i, j, _) =>
        {
            double x = 0.45, c = 0;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                c = (c * Math.Exp(-Dt / TauC)) + (bench.Post[t][j] != 0 ? 1 : 0);
                double v = bench.Ys[t][j];
                if (bench.Arriving(t, i) != 0)
                {
                    if (v > ThetaV && c > 1.5 && c < 6) x = Math.Min(1, x + A);
                    else if (v <= ThetaV && c > 1.2 && c < 5) x = Math.Max(0, x - B);
                }
                x = Math.Clamp(x + (x > 0.5 ? Alpha * Dt : -Beta * Dt), 0, 1);
            }
            return x;
        });
        (double[,] weights, Dictionary<string, int[]> arrays) = bench.Run();
        for (int i = 0; i < scenario.Sources; i++)
            for (int j = 0; j < scenario.Targets; j++)
            {
                double x = arrays["x"][(i * scenario.Targets) + j] / (double)(1 << 20);
                Assert.True(Math.Abs(x - hidden[i, j]) < 400.0 / (1 << 20),
                    $"X[{i}, {j}] is {x}, the equation gives {hidden[i, j]}");
                Assert.Equal(hidden[i, j] > 0.5 ? 1 : 0, weights[i, j]);
            }
        Assert.Contains(hidden.Cast<double>(), x => x > 0.5);
        Assert.Contains(hidden.Cast<double>(), x => x < 0.5);
    }

    /// <summary>A use of a rule in network.json.</summary>
    internal static JsonObject Use(string name, JsonObject parameters, JsonObject options, JsonObject? inputs = null)
    {
        JsonObject use = new() { ["name"] = name, ["parameters"] = parameters, ["options"] = options };
        if (inputs is not null) use["inputs"] = inputs;
        return use;
    }

    /// <summary>The weights that <paramref name="learn"/> gives for source, target and weight at first.</summary>
    internal static double[,] EachSynapse(RuleScenario scenario, RuleBench bench, Func<int, int, double, double> learn)
    {
        double[,] weights = new double[scenario.Sources, scenario.Targets];
        for (int i = 0; i < scenario.Sources; i++)
            for (int j = 0; j < scenario.Targets; j++)
                weights[i, j] = learn(i, j, bench.Initial[i, j]);
        return weights;
    }
}
