using static Neuro.Conformance.Tests.Networks.SpikeTimingRuleTests;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>Rules with a third factor, and rules of payloads, against their published equations in floating point.</summary>
public sealed class ThirdFactorRuleTests
{
    private const double Dt = 1e-3;
    private const double Tolerance = 300.0 / (1 << RuleBench.Fraction);

    [Fact]
    public void Eligibility_and_reward_follow_their_equation()
    {
        const double Tau = 0.02, TauC = 0.1, Up = 0.3, Down = 0.25, Rate = 0.08;
        RuleScenario scenario = new()
        {
            Ticks = 300,
            Rule = Use("three_factor", new()
            {
                ["tau_c"] = TauC,
                ["a_plus"] = Up,
                ["a_minus"] = Down,
                ["rate"] = Rate,
            }, [], new() { ["m"] = "modulator factor.v" }),
        };
        RuleBench bench = new(scenario);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first, x = 0, y = 0, c = 0;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                (x, y) = (x * Math.Exp(-Dt / Tau), y * Math.Exp(-Dt / Tau));
                bool pre = bench.Arriving(t, i) != 0, post = bench.Post[t][j] != 0;
                if (pre) c -= Down * y;
                if (post) c += Up * x;
                if (pre) x++;
                if (post) y++;
                c *= Math.Exp(-Dt / TauC);
                w = Math.Clamp(w + (Rate * bench.Factor[t] * c), 0, 1);
            }
            return w;
        }), Tolerance);
    }

    [Fact]
    public void Reward_modulated_stdp_follows_its_equation()
    {
        const double Tau = 0.02, Up = 0.1, Down = 0.08, Rate = 0.7;
        RuleScenario scenario = new()
        {
            Ticks = 300,
            Delay = 2,
            Rule = Use("r_stdp", new() { ["a_plus"] = Up, ["a_minus"] = Down, ["rate"] = Rate }, [],
                new() { ["r"] = "modulator factor.v" }),
        };
        RuleBench bench = new(scenario);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first, x = 0, y = 0;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                (x, y) = (x * Math.Exp(-Dt / Tau), y * Math.Exp(-Dt / Tau));
                bool pre = bench.Arriving(t, i) != 0, post = bench.Post[t][j] != 0;
                double reward = Rate * bench.Factor[t];
                if (pre) w = Math.Clamp(w - (reward * Down * y), 0, 1);
                if (post) w = Math.Clamp(w + (reward * Up * x), 0, 1);
                if (pre) x++;
                if (post) y++;
            }
            return w;
        }), Tolerance);
    }

    [Fact]
    public void The_delta_rule_follows_its_equation()
    {
        const double Rate = 0.01;
        RuleScenario scenario = new()
        {
            Ticks = 200,
            Least = -1,
            Payload = 7,
            Rule = Use("delta", new() { ["rate"] = Rate }, [], new() { ["e"] = "post modulator ys.v" }),
        };
        RuleBench bench = new(scenario);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first;
            for (int t = 0; t < scenario.Ticks; t++)
                w = Math.Clamp(w + (Rate * bench.Arriving(t, i) * bench.Ys[t][j]), -1, 1);
            return w;
        }), Tolerance);
    }

    [Fact]
    public void Hopfield_learning_clips_at_the_range()
    {
        const double Rate = 0.125;
        RuleScenario scenario = new()
        {
            Ticks = 60,
            Rate = 1,
            Spins = true,
            Least = -0.5,
            Most = 0.5,
            Initial = new double[5, 4],
            Rule = Use("hopfield", new() { ["rate"] = Rate }, []),
        };
        RuleBench bench = new(scenario);
        double[,] expected = EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first;
            for (int t = 0; t < scenario.Ticks; t++)
                w = Math.Clamp(w + (Rate * bench.Pre[t][i] * bench.Post[t][j]), -0.5, 0.5);
            return w;
        });
        bench.AssertLearns(expected, 0);
        Assert.Contains(expected.Cast<double>(), w => Math.Abs(w) == 0.5);
    }

    [Fact]
    public void Covariance_learning_follows_its_equation()
    {
        const double TauMean = 0.05, Rate = 0.05;
        RuleScenario scenario = new()
        {
            Ticks = 300,
            Delay = 2,
            Rule = Use("covariance", new() { ["tau_mean"] = TauMean, ["rate"] = Rate }, []),
        };
        RuleBench bench = new(scenario);
        double keep = Math.Exp(-Dt / TauMean);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first, mx = 0, my = 0;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                double a = bench.Arriving(t, i) != 0 ? 1 : 0, b = bench.Post[t][j];
                (mx, my) = (mx * keep, my * keep);
                w = Math.Clamp(w + (Rate * (a - mx) * (b - my)), 0, 1);
                (mx, my) = (mx + (a * (1 - keep)), my + (b * (1 - keep)));
            }
            return w;
        }), Tolerance);
    }

    [Fact]
    public void Binary_metaplasticity_follows_its_equation()
    {
        const double Rate = 0.05, M = 1.35;
        RuleScenario scenario = new()
        {
            Ticks = 200,
            Least = -1,
            Payload = 3,
            Rule = Use("binary_metaplastic", new() { ["rate"] = Rate, ["m"] = M }, [], new() { ["e"] = "post modulator ys.v" }),
            Arrays = ["hidden"],
        };
        RuleBench bench = new(scenario);
        double[,] hidden = EachSynapse(scenario, bench, (i, j, _) =>
        {
            double h = 0;
            for (int t = 0; t < scenario.Ticks; t++)
            {
                double u = Rate * bench.Arriving(t, i) * bench.Ys[t][j];
                if (bench.Arriving(t, i) == 0) continue;
                double resist = 1 - Math.Pow(Math.Tanh(M * Math.Abs(h)), 2);
                h += h >= 0 == u >= 0 ? u : u * resist;
            }
            return h;
        });
        (double[,] weights, Dictionary<string, int[]> arrays) = bench.Run();
        for (int i = 0; i < scenario.Sources; i++)
            for (int j = 0; j < scenario.Targets; j++)
            {
                double h = arrays["hidden"][(i * scenario.Targets) + j] / (double)(1 << 16);
                // The resistance is a table in steps of 2^-9 of h.
                Assert.True(Math.Abs(h - hidden[i, j]) < 0.003, $"h[{i}, {j}] is {h}, the equation gives {hidden[i, j]}");
                if (Math.Abs(hidden[i, j]) > 0.003) Assert.Equal(Math.Sign(hidden[i, j]), weights[i, j]);
            }
        Assert.Contains(hidden.Cast<double>(), h => h > 0.1);
        Assert.Contains(hidden.Cast<double>(), h => h < -0.1);
    }

    [Fact]
    public void Feast_moves_the_winners_feature()
    {
        const double Rate = 0.02;
        RuleScenario scenario = new()
        {
            Ticks = 200,
            Rate = 0.6,
            Payload = 200,
            Least = -1,
            Rule = Use("feast", new() { ["rate"] = Rate, ["context"] = 256 }, [], new() { ["won"] = "post modulator zs.v" }),
        };
        RuleBench bench = new(scenario);
        foreach (double[] won in bench.Zs)
            for (int j = 0; j < won.Length; j++) won[j] = won[j] > 0.7 ? 1 : 0;
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first;
            for (int t = 0; t < scenario.Ticks; t++)
                w += Rate * bench.Zs[t][j] * ((bench.Arriving(t, i) / 256.0) - w);
            return w;
        }), Tolerance);
    }
}
