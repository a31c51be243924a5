using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Templates;

namespace Neuro.Ir.Tests.Templates;

public sealed class NeuronTemplatesTests
{
    public static TheoryData<string> Names => [.. NeuronTemplates.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_combination_of_options_is_proven_not_to_overflow(string name)
    {
        NeuronTemplate template = NeuronTemplates.Find(name);
        foreach ((string, string)[] options in Combinations(template.Options))
        {
            MicroProgram neuron = template.Expand("n", options);
            SpikeProgram program = Harness(neuron, template.Parameters(TemplateOptions.Of(template, options)));
            ImmutableArray<Diagnostic> findings = ProgramVerifier.Verify(program);
            Assert.True(findings.IsEmpty,
                $"{string.Join(", ", options)}: {string.Join('\n', findings)}\n{MicroProgramText.Print(neuron)}");
            // count · threshold cannot exceed v, which intervals cannot know.
            if (options.Contains(("reset", "subtract")) && options.Any(o => o.Item1 == "maximum_count" && o.Item2 != "1"))
                continue;
            ImmutableArray<Interval> values = ProgramAnalysis.Of(program).Values("p");
            for (int i = 0; i < values.Length; i++)
                Assert.False(
                    neuron.Body[i].Op is OpCode.Add or OpCode.Sub or OpCode.Shl or OpCode.MulShift && values[i] == Interval.Int32,
                    $"{string.Join(", ", options)}: '{neuron.Body[i].Name}' may wrap\n{MicroProgramText.Print(neuron)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Expansions_keep_kind_and_options_and_survive_their_text(string name)
    {
        MicroProgram neuron = NeuronTemplates.Find(name.ToUpperInvariant()).Expand("my neuron");
        Assert.Equal(name, neuron.Kind);
        Assert.NotEmpty(neuron.Options);
        string text = MicroProgramText.Print(neuron);
        Assert.Equal(text, MicroProgramText.Print(NeuronTemplates.Load(text, "t")));
    }

    [Fact]
    public void Unknown_templates_options_and_values_are_named()
    {
        Assert.Equal("NEU2301", Code(() => NeuronTemplates.Find("hodgkin")));
        Assert.Equal("NEU2302", Code(() => NeuronTemplates.Find("lif").Expand("n", ("resett", "zero"))));
        Assert.Equal("NEU2302", Code(() => NeuronTemplates.Find("lif").Expand("n", ("state_bits", "99"))));
        Assert.Equal("NEU2109", Code(() => NeuronTemplates.Load("neuron n { acc x : i32; emit x; emit x }", "t")));

        static string Code(Action action) => Assert.Throws<DiagnosticException>(action).Diagnostics[0].Code;
    }

    [Fact]
    public void Adaptive_lif_follows_its_equations_within_the_decays_resolution()
    {
        const double alpha = 0.95, rho = 0.99, jump = 200_000, threshold = 500_000;
        MicroProgram neuron = NeuronTemplates.Find("alif").Expand("n", ("decay_bits", "24"), ("reset", "subtract"));
        Stepper fixedPoint = new(neuron, new()
        {
            ["v_decay"] = (int)Math.Round(alpha * (1 << 24)),
            ["a_decay"] = (int)Math.Round(rho * (1 << 24)),
            ["a_jump"] = (int)jump,
            ["threshold"] = (int)threshold,
        });
        Random random = new(2);
        double v = 0, a = 0;
        int spikes = 0;
        for (int t = 0; t < 2000; t++)
        {
            int x = random.Next(0, 120_000);
            v = alpha * v + x;
            a *= rho;
            double margin = v - (threshold + a);
            int s = fixedPoint.Step(("in", x));
            // Within the error of both, either decision is right; the fixed-point one then counts for both.
            Assert.True(s == (margin > 0 ? 1 : 0) || Math.Abs(margin) < 67, $"spike at tick {t}: margin {margin}");
            v -= s * threshold;
            a += s * jump;
            spikes += s;
            // Half a unit per tick, over the 1/(1 − decay) ticks that a unit lasts, and the decays' rounding.
            Assert.True(Math.Abs(v - fixedPoint["v"]) <= 12 && Math.Abs(a - fixedPoint["a"]) <= 55,
                $"tick {t}: v {v} {fixedPoint["v"]}, a {a} {fixedPoint["a"]}");
        }
        Assert.InRange(spikes, 50, 500);
    }

    [Theory]
    [InlineData(0.02, 0.2, -65, 8)]
    [InlineData(0.02, 0.2, -50, 2)]
    [InlineData(0.1, 0.2, -65, 2)]
    [InlineData(0.1, 0.26, -65, 2)]
    public void Izhikevich_spikes_when_the_published_program_does(double a, double b, double c, double d)
    {
        const double unit = 1 << 16, coefficient = 1 << 24;
        Stepper fixedPoint = new(NeuronTemplates.Find("izhikevich").Expand("n"), new()
        {
            ["a"] = (int)Math.Round(a * coefficient),
            ["b"] = (int)Math.Round(b * coefficient),
            ["c"] = (int)(c * unit),
            ["d"] = (int)(d * unit),
        });
        double v = -65, u = b * v;
        (fixedPoint["v"], fixedPoint["u"]) = ((int)(v * unit), (int)Math.Round(u * unit));
        List<int> expected = [], actual = [];
        for (int t = 0; t < 300; t++)
        {
            double current = t >= 20 ? 10 : 0;
            bool spike = v >= 30;
            if (spike) (v, u) = (c, u + d);
            for (int half = 0; half < 2; half++) v = Math.Clamp(v + 0.5 * (0.04 * v * v + 5 * v + 140 - u + current), -128, 128);
            u += a * (b * v - u);
            if (spike) expected.Add(t);
            if (fixedPoint.Step(("in", (int)(current * unit))) != 0) actual.Add(t);
            // Below threshold, before the first spike, the membrane itself agrees to 0.02 mV.
            if (expected.Count == 0 && v < -40)
                Assert.True(Math.Abs(v - fixedPoint["v"] / unit) < 0.02, $"tick {t}: {v} and {fixedPoint["v"] / unit}");
        }
        Assert.True(expected.Count > 2);
        // Every spike multiplies a deviation, so times drift apart: by one tick at the third
        // spike, one spike in thirty after 300 ms.
        for (int i = 0; i < 3; i++) Assert.InRange(actual[i], expected[i] - 1, expected[i] + 1);
        Assert.InRange(actual.Count, expected.Count - 1, expected.Count + 1);
    }

    [Fact]
    public void Conductance_neuron_follows_its_equations_to_a_hundredth_of_a_millivolt()
    {
        // The COBA benchmark's neuron: dt 0.1 ms, τ_m 20 ms, τ_e 5 ms, τ_i 10 ms, w_e 0.6, w_i 6.7 leak conductances.
        const double dt = 0.1, millivolt = 1 << 16, decay = 1 << 20, conductance = 1 << 20;
        (double eDecay, double iDecay, double step) = (Math.Exp(-dt / 5), Math.Exp(-dt / 10), dt / 20);
        Stepper fixedPoint = new(NeuronTemplates.Find("cobalif").Expand("n"), new()
        {
            ["e_decay"] = (int)Math.Round(eDecay * decay),
            ["i_decay"] = (int)Math.Round(iDecay * decay),
            ["step"] = (int)Math.Round(step * decay),
            ["e_exc"] = 0,
            ["e_inh"] = (int)(-80 * millivolt),
            ["e_leak"] = (int)(-60 * millivolt),
            ["threshold"] = (int)(-50 * millivolt),
            ["v_reset"] = (int)(-60 * millivolt),
            ["refractory"] = 50,
        });
        fixedPoint["v"] = (int)(-60 * millivolt);
        (double v, double ge, double gi, int waiting, int spikes, double worst) = (-60, 0, 0, 0, 0, 0);
        Random random = new(9);
        for (int t = 0; t < 5000; t++)
        {
            int exc = random.Next(100) < 8 ? 1 : 0, inh = random.Next(100) < 1 ? 1 : 0;
            ge = ge * eDecay + exc * 0.6;
            gi = gi * iDecay + inh * 6.7;
            double moved = v + step * (ge * (0 - v) + gi * (-80 - v) + (-60 - v));
            bool spike = waiting == 0 && moved > -50;
            v = spike ? -60 : waiting > 0 ? v : moved;
            waiting = spike ? 50 : Math.Max(waiting - 1, 0);
            spikes += spike ? 1 : 0;
            int payload = fixedPoint.Step(("exc", (int)(exc * 0.6 * conductance)), ("inh", (int)(inh * 6.7 * conductance)));
            Assert.True(payload == (spike ? 1 : 0), $"spike at tick {t}");
            worst = Math.Max(worst, Math.Abs(v - fixedPoint["v"] / millivolt));
        }
        Assert.InRange(worst, 0, 0.01);
        Assert.InRange(spikes, 3, 100);
    }

    /// <summary>Integers at both ends of their range and at the default; every word; one option at a
    /// time beside all pairs of words.</summary>
    private static IEnumerable<(string, string)[]> Combinations(ImmutableArray<TemplateOption> options)
    {
        IEnumerable<(string, string)[]> all = [[]];
        foreach (TemplateOption option in options.Where(o => !o.Choices.IsEmpty))
            all = all.SelectMany(chosen => option.Choices.Select(word => ((string, string)[])[.. chosen, (option.Name, word)]))
                .ToList();
        TemplateOption[] numbers = [.. options.Where(o => o.Choices.IsEmpty)];
        Random random = new(1);
        foreach ((string, string)[] words in all)
            for (int i = 0; i < 4; i++)
                yield return [.. words, .. numbers.Select(n => (n.Name, Some(n, i, random)))];

        static string Some(TemplateOption n, int trial, Random random) => trial switch
        {
            0 => n.Default,
            1 => $"{n.Minimum}",
            2 => $"{n.Maximum}",
            _ => $"{random.Next(n.Minimum, n.Maximum + 1)}",
        };
    }

    /// <summary>A population that binds every parameter to the ends of its range, with the
    /// largest inputs that ports hold.</summary>
    private static SpikeProgram Harness(MicroProgram neuron, ImmutableArray<TemplateParameter> parameters)
    {
        TemplateParameter[] used = [.. neuron.Parameters.Select(name => parameters.Single(p => p.Name == name))];
        return new SpikeProgram
        {
            Name = "harness",
            TimeStep = new(1, 1000),
            Arrays = [.. used.Select(p => IrArray.Create(p.Name, [2], 32, true, [(int)p.Range.Minimum, (int)p.Range.Maximum]))],
            Neurons = [neuron],
            Populations =
            [
                new Population { Name = "in", Shape = [1], PayloadMinimum = -1, PayloadMaximum = 1 },
                new Population
                {
                    Name = "p",
                    Shape = [2],
                    Neuron = neuron.Name,
                    Phase = 1,
                    Parameters = Samples.Sorted([.. used.Select(p => (p.Name, IrValue.FromArray(p.Name)))]),
                },
            ],
            Projections =
            [
                .. neuron.Accumulators.Select(a => new Projection
                {
                    Name = a.Name, Source = "in", Target = "p", Port = a.Name, Connectivity = new Dense(), Weight = int.MaxValue,
                    Multiplier = a.Bits == 64 ? int.MaxValue : 1,
                }),
            ],
        };
    }
}
