using System.Collections.Immutable;
using Neuro.Cli.Studies.Analysis;
using Neuro.Compiler.Passes;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Cli.Tests.Studies;

public sealed class NonIdealitiesTests
{
    private static readonly BindOptions Plain = new()
    {
        Device = new() { Name = "d", GMin = 1e-6, GMax = 1e-4 },
        Array = new() { Name = "a" },
    };

    private static readonly BindOptions Real = Plain with
    {
        Device = Plain.Device with
        {
            Levels = 16,
            Programming = new() { Sigma = [1e-6] },
            StuckOn = 0.01,
            StuckOff = 0.02,
            Drift = new LogarithmicDrift { Shift = -1e-7 },
            ReadNoise = new(),
            SinhVoltage = 0.3,
            Temperature = null,
        },
        Array = Plain.Array with
        {
            RWordLine = 1,
            RSink = 10,
            Adc = new() { Bits = 6, Range = AdcRange.Calibrated },
            Dac = new() { Mode = DacMode.Parallel, Bits = 2 },
        },
        Temperature = 358,
    };

    [Fact]
    public void A_device_with_everything_has_each_non_ideality_and_an_ideal_one_none()
    {
        Assert.Equal(NonIdealities.All.Select(n => n.Name), NonIdealities.Of(Real).Select(n => n.Name));
        Assert.Empty(NonIdealities.Of(Plain));
        Assert.Empty(NonIdealities.Of(NonIdealities.Ideal(Real)));
    }

    [Fact]
    public void What_is_taken_away_takes_nothing_else_with_it()
    {
        foreach (NonIdeality one in NonIdealities.All)
        {
            Assert.Equal(
                NonIdealities.All.Remove(one).Select(n => n.Name), NonIdealities.Of(one.Remove(Real)).Select(n => n.Name));
            Assert.Equal([one.Name], NonIdealities.Of(NonIdealities.Alone(Real, one)).Select(n => n.Name));
        }
    }

    [Fact]
    public void The_budget_of_independent_costs_adds_up()
    {
        // A world where each non-ideality costs its number in percent, on every layer alike.
        double Accuracy(BindOptions options, ImmutableArray<string> layers) => 0.9 - 0.5 * layers.Length
            * NonIdealities.Of(options).Sum(n => 0.01 * (NonIdealities.All.IndexOf(n) + 1));

        ErrorBudget budget = ErrorBudget.Compute(Real, ["fc1", "fc2"], 0.9, Accuracy);
        Assert.Equal(0.9, budget.Ideal, 12);
        Assert.Equal(0.9 - 0.55, budget.Full, 12);
        foreach ((int i, BudgetLine line) in budget.NonIdealities.Index())
        {
            Assert.Equal(0.01 * (i + 1), budget.Ideal - line.Alone, 12);
            Assert.Equal(0.01 * (i + 1), line.LeftOut - budget.Full, 12);
        }
        Assert.Equal(["fc1", "fc2"], budget.Layers.Select(l => l.Name));
        Assert.All(budget.Layers, l => Assert.Equal(0.55 / 2, budget.Digital - l.Alone, 12));
    }

    [Fact]
    public void Evaluations_are_as_many_as_were_announced()
    {
        int count = 0;
        ErrorBudget.Compute(Real, ["fc1", "fc2", "fc3"], 0.9, (_, _) => ++count);
        Assert.Equal(ErrorBudget.Evaluations(Real, 3), count);
    }
}
