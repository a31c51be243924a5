using Neuro.Compiler.Passes;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Tests.Passes;

public class WeightQuantiserTests
{
    public static TheoryData<int, SignRange> Grids()
    {
        TheoryData<int, SignRange> data = [];
        foreach (int bits in new[] { 1, 2, 3, 4, 5, 8, 12, 16 })
        {
            data.Add(bits, SignRange.Symmetric);
            data.Add(bits, SignRange.Asymmetric);
        }
        return data;
    }

    [Theory]
    [InlineData(8, SignRange.Symmetric, -127, 127)]
    [InlineData(8, SignRange.Asymmetric, -128, 127)]
    [InlineData(2, SignRange.Symmetric, -1, 1)]
    [InlineData(2, SignRange.Asymmetric, -2, 1)]
    [InlineData(1, SignRange.Symmetric, -1, 1)]
    [InlineData(1, SignRange.Asymmetric, -1, 1)]
    [InlineData(16, SignRange.Asymmetric, -32768, 32767)]
    public void A_grid_has_the_codes_its_bits_and_signs_say(int bits, SignRange signs, int minimum, int maximum)
    {
        WeightGrid grid = new(bits, signs);
        Assert.Equal((minimum, maximum), (grid.Minimum, grid.Maximum));
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void With_the_max_chooser_no_weight_is_further_than_half_a_step_from_its_code(int bits, SignRange signs)
    {
        WeightGrid grid = new(bits, signs);
        // One bit has only −1 and 1, which are two steps apart.
        double half = bits == 1 ? 1 : 0.5;
        foreach (double[] weights in Samples())
        {
            double step = WeightQuantiser.ChooseStep(weights, grid, StepChooser.Max);
            for (int i = 0; i < weights.Length; i++)
            {
                double error = Math.Abs(weights[i] - (grid.Code(weights[i], step) * step));
                Assert.True(error <= half * step * (1 + 1e-12), $"weight {i} = {weights[i]}: error {error}, step {step}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void Least_squares_never_errs_more_than_max(int bits, SignRange signs)
    {
        WeightGrid grid = new(bits, signs);
        foreach (double[] weights in Samples())
        {
            double max = WeightQuantiser.SquaredError(weights, grid, WeightQuantiser.ChooseStep(weights, grid, StepChooser.Max));
            double best = WeightQuantiser.SquaredError(
                weights, grid, WeightQuantiser.ChooseStep(weights, grid, StepChooser.MeanSquaredError));
            Assert.True(best <= max * (1 + 1e-12), $"{weights.Length} weights: {best} > {max}");
        }
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void Power_of_two_steps_are_powers_of_two_and_least_squares_still_beats_max(int bits, SignRange signs)
    {
        WeightGrid grid = new(bits, signs);
        foreach (double[] weights in Samples())
        {
            foreach (StepChooser chooser in Enum.GetValues<StepChooser>())
                Assert.True(
                    double.IsPow2(WeightQuantiser.ChooseStep(weights, grid, chooser, 99, ScaleKind.PowerOfTwo)), $"{chooser}");
            double max = WeightQuantiser.ChooseStep(weights, grid, StepChooser.Max, scale: ScaleKind.PowerOfTwo);
            double best = WeightQuantiser.ChooseStep(weights, grid, StepChooser.MeanSquaredError, scale: ScaleKind.PowerOfTwo);
            if (bits > 1)
                Assert.True(WeightQuantiser.SquaredError(
                    weights, grid, best) <= WeightQuantiser.SquaredError(weights, grid, max) * (1 + 1e-12));
        }
    }

    [Theory]
    [InlineData(90)]
    [InlineData(99)]
    [InlineData(100)]
    public void The_percentile_chooser_clips_no_more_than_its_share(double percentile)
    {
        WeightGrid grid = new(8, SignRange.Symmetric);
        foreach (double[] weights in Samples())
        {
            double step = WeightQuantiser.ChooseStep(weights, grid, StepChooser.Percentile, percentile);
            int clipped = weights.Count(w => Math.Abs(w) > (grid.Maximum + 0.5) * step);
            Assert.True(clipped <= (100 - percentile) / 100 * weights.Length, $"{clipped} of {weights.Length} clipped");
        }
    }

    [Fact]
    public void Halves_round_away_from_zero_and_zero_stays_zero()
    {
        WeightGrid grid = new(8, SignRange.Symmetric);
        Assert.Equal([2, -2, 1, 0, 127, -127], new[] { 1.5, -1.5, 0.5, 0.0, 1e9, -1e9 }.Select(w => grid.Code(w, 1)));
        Assert.Equal(0, new WeightGrid(1, SignRange.Symmetric).Code(0, 1));
    }

    [Fact]
    public void Weights_on_a_common_step_have_an_exact_one()
    {
        WeightGrid grid = new(8, SignRange.Symmetric);
        Assert.Equal(0.25, WeightQuantiser.ExactStep([0.25, -0.5, 0, 0.75], grid));
        Assert.Equal(0, WeightQuantiser.ExactStep([0.25, 0.3], grid));
        Assert.Equal(0, WeightQuantiser.ExactStep([0.0, 0.0], grid));
        Assert.Equal(0, WeightQuantiser.ExactStep([0.001, 1], grid));
        Assert.Equal(0, WeightQuantiser.ExactStep([0.3, 0.6], grid, ScaleKind.PowerOfTwo));
    }

    [Fact]
    public void Weights_that_are_all_zero_have_no_step() =>
        Assert.Equal(
            0, WeightQuantiser.ChooseStep([0.0, 0.0], new WeightGrid(8, SignRange.Symmetric), StepChooser.MeanSquaredError));

    private static IEnumerable<double[]> Samples()
    {
        Random random = new(7);
        for (int trial = 0; trial < 20; trial++)
        {
            int count = 1 + random.Next(300);
            double scale = Math.Pow(10, random.Next(-6, 4));
            // Uniform, bell-shaped with far outliers, and one-sided sets.
            yield return
            [
                .. Enumerable.Range(0, count).Select(_ => scale * (trial % 3) switch
                {
                    0 => (2 * random.NextDouble()) - 1,
                    1 => Math.Pow((2 * random.NextDouble()) - 1, 7) * 3,
                    _ => -random.NextDouble(),
                }),
            ];
        }
    }
}
