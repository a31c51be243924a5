using static Neuro.Conformance.Tests.Networks.SpikeTimingRuleTests;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>Rules of rates, and rules over the synapses of a neuron together, against their published equations.</summary>
public sealed class RateRuleTests
{
    private const double Tolerance = 300.0 / (1 << RuleBench.Fraction);

    [Fact]
    public void Oja_follows_its_equation()
    {
        const double Rate = 0.05;
        RuleScenario scenario = Rates("oja", Rate, "");
        RuleBench bench = new(scenario);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first;
            for (int t = 0; t < scenario.Ticks; t++)
                w += Rate * bench.Ys[t][j] * (bench.Xs[t][i] - (bench.Ys[t][j] * w));
            return w;
        }), Tolerance);
    }

    [Fact]
    public void The_subspace_rule_follows_its_equation()
    {
        const double Rate = 0.03;
        RuleScenario scenario = Rates("subspace", Rate, "");
        RuleBench bench = new(scenario);
        double[,] w = (double[,])bench.Initial.Clone();
        for (int t = 0; t < scenario.Ticks; t++)
            for (int i = 0; i < scenario.Sources; i++)
            {
                double rebuilt = Enumerable.Range(0, scenario.Targets).Sum(k => bench.Ys[t][k] * w[i, k]);
                for (int j = 0; j < scenario.Targets; j++)
                    w[i, j] = Math.Clamp(w[i, j] + (Rate * bench.Ys[t][j] * (bench.Xs[t][i] - rebuilt)), -2, 2);
            }
        bench.AssertLearns(w, Tolerance);
    }

    [Fact]
    public void Bcm_follows_its_equation()
    {
        const double Rate = 0.02;
        RuleScenario scenario = Rates("bcm", Rate, "theta");
        RuleBench bench = new(scenario);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first;
            for (int t = 0; t < scenario.Ticks; t++)
                w = Math.Clamp(w + (Rate * bench.Xs[t][i] * bench.Ys[t][j] * (bench.Ys[t][j] - bench.Zs[t][j])), -2, 2);
            return w;
        }), Tolerance);
    }

    [Fact]
    public void Soft_hebbian_learning_follows_its_equation()
    {
        const double Rate = 0.04;
        RuleScenario scenario = Rates("soft_hebb", Rate, "u");
        RuleBench bench = new(scenario);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
        {
            double w = first;
            for (int t = 0; t < scenario.Ticks; t++)
                w = Math.Clamp(w + (Rate * bench.Zs[t][j] * (bench.Xs[t][i] - (bench.Ys[t][j] * w))), -2, 2);
            return w;
        }), Tolerance);
    }

    [Fact]
    public void Normalisation_gives_every_neuron_its_total()
    {
        const double Total = 1.7;
        RuleScenario scenario = new() { Ticks = 5, Rule = Use("weight_normalisation", new() { ["total"] = Total }, []) };
        RuleBench bench = new(scenario);
        bench.AssertLearns(EachSynapse(scenario, bench, (i, j, first) =>
            first * Total / Enumerable.Range(0, scenario.Sources).Sum(k => bench.Initial[k, j])),
            2.0 / (1 << RuleBench.Fraction));
    }

    [Fact]
    public void A_bank_averages_and_weights_return_to_it()
    {
        const double Share = 0.25, Rate = 0.05;
        RuleScenario scenario = Rates("oja", Rate, "");
        scenario = scenario with
        {
            Rule = new System.Text.Json.Nodes.JsonArray(
                scenario.Rule.DeepClone(),
                Use("ema", new() { ["rate"] = Share, ["period"] = 0.01 }, new() { ["rounding"] = "nearest" }),
                Use("restore", new() { ["count"] = 2, ["period"] = 0.05 }, new() { ["which"] = "ranked" })),
            Arrays = ["slow"],
        };
        RuleBench bench = new(scenario);
        double[,] w = (double[,])bench.Initial.Clone(), slow = (double[,])bench.Initial.Clone();
        for (int t = 0; t < scenario.Ticks; t++)
            for (int j = 0; j < scenario.Targets; j++)
            {
                for (int i = 0; i < scenario.Sources; i++)
                {
                    w[i, j] += Rate * bench.Ys[t][j] * (bench.Xs[t][i] - (bench.Ys[t][j] * w[i, j]));
                    if ((t + 1) % 10 == 0) slow[i, j] += Share * (w[i, j] - slow[i, j]);
                }
                if ((t + 1) % 50 != 0) continue;
                foreach (int i in Enumerable.Range(0, scenario.Sources)
                    .OrderByDescending(i => Math.Abs(w[i, j] - slow[i, j])).Take(2).ToArray())
                    w[i, j] = slow[i, j];
            }
        bench.AssertLearns(w, Tolerance);
    }

    [Fact]
    public void Frozen_weights_stand_still()
    {
        RuleScenario scenario = Rates("oja", 0.05, "");
        scenario = scenario with
        {
            Ticks = 60,
            Rule = new System.Text.Json.Nodes.JsonArray(
                scenario.Rule.DeepClone(), Use("freeze", new() { ["count"] = 2, ["period"] = 0.04 }, [])),
            Arrays = ["frozen", "hold"],
        };
        RuleBench bench = new(scenario);
        (double[,] weights, Dictionary<string, int[]> arrays) = bench.Run();
        int held = 0;
        for (int i = 0; i < scenario.Sources; i++)
            for (int j = 0; j < scenario.Targets; j++)
            {
                int k = (i * scenario.Targets) + j;
                bool same = weights[i, j] == arrays["hold"][k] / (double)(1 << RuleBench.Fraction);
                Assert.True(arrays["frozen"][k] == 0 || same, $"frozen weight [{i}, {j}] moved");
                held += arrays["frozen"][k];
                if (arrays["frozen"][k] == 0) Assert.False(same, $"weight [{i}, {j}] is not frozen and stood still");
            }
        Assert.Equal(2 * scenario.Targets, held);
    }

    [Fact]
    public void Rewiring_keeps_the_number_of_synapses()
    {
        double[,] initial = new double[6, 5];
        for (int k = 0; k < 30; k++)
            initial[k / 5, k % 5] = k % 3 == 0 ? 0 : (k + 1) / 64.0;
        RuleScenario scenario = new()
        {
            Ticks = 25,
            Sources = 6,
            Targets = 5,
            Rate = 0,
            Initial = initial,
            Rule = Use("rewire", new() { ["quota"] = 3, ["first"] = 0.75, ["period"] = 0.01 }, []),
            Arrays = ["alive"],
        };
        (double[,] weights, Dictionary<string, int[]> arrays) = new RuleBench(scenario).Run();
        // Two rewirings of three: the six weakest of the first twenty die, since those born are stronger.
        double[] living = [.. initial.Cast<double>().Where(w => w > 0).Order()];
        double[] left = [.. weights.Cast<double>().Where(w => w > 0).Order()];
        Assert.Equal([.. living[6..], .. Enumerable.Repeat(0.75, 6)], left);
        Assert.Equal(20, arrays["alive"].Sum());
        for (int k = 0; k < 30; k++)
            Assert.Equal(arrays["alive"][k] != 0, weights[k / 5, k % 5] > 0);
    }

    private static RuleScenario Rates(string rule, double rate, string third)
    {
        System.Text.Json.Nodes.JsonObject inputs = new() { ["x"] = "pre modulator xs.v", ["y"] = "post modulator ys.v" };
        if (third == "theta") inputs["theta"] = "post modulator zs.v";
        if (third == "u") (inputs["u"], inputs["y"]) = ("post modulator ys.v", "post modulator zs.v");
        return new()
        {
            Ticks = 200,
            Rate = 0,
            Least = -2,
            Most = 2,
            Rule = Use(rule, new() { ["rate"] = rate }, [], inputs),
        };
    }
}
