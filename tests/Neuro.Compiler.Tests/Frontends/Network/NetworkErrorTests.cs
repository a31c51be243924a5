using System.Collections.Immutable;
using System.Text;
using Neuro.Compiler.Frontends.Network;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Tests.Frontends.Network;

/// <summary>What a user is told who wrote a network that means nothing.</summary>
public sealed class NetworkErrorTests
{
    private const string Good =
        """
        {
          "populations": {
            "in": { "kind": "input", "size": 4 },
            "out": { "kind": "lif", "size": 3, "parameters": { "tau": 0.02, "v_threshold": 1 } }
          },
          "projections": { "p": { "from": "in", "to": "out", "weights": 0.5, "rule": "pair_stdp" } }
        }
        """;

    [Fact]
    public void Every_violation_of_the_schema_is_told_with_line_and_path()
    {
        ImmutableArray<Diagnostic> errors = NetworkText.Errors(
            """
            {
              "dtt": 0.001,
              "populations": {
                "in": { "kind": "input", "sise": 4 },
                "out": { "kind": "lif", "size": "many", "kept": [3] }
              },
              "projections": {
                "p": { "form": "in", "to": "out", "connect": { "pattern": "randm", "probability": 2 } },
                "q": { "from": "in", "to": "out", "connect": { "pattern": "random", "probability": 2 } }
              }
            }
            """);
        (string Place, string What)[] expected =
        [
            ("net.json:2:10 ($.dtt)", "there is no member 'dtt' here"),
            ("net.json:4:38 ($.populations.in.sise)", "there is no member 'sise' here"),
            ("net.json:5:37 ($.populations.out.size)", "an integer is needed here, not the text \"many\""),
            ("net.json:5:54 ($.populations.out.kept[0])", "a text in quotes is needed here, not 3"),
            ("net.json:8:20 ($.projections.p.form)", "there is no member 'form' here"),
            ("net.json:8:63 ($.projections.p.connect.pattern)", "'randm' is not known here"),
            ("net.json:8:10 ($.projections.p)", "the member 'from' is missing"),
            ("net.json:9:88 ($.projections.q.connect.probability)", "2 is too large: at most 1 is possible"),
        ];
        static string Place(Diagnostic e) => e.Location![e.Location!.IndexOf("net.json", StringComparison.Ordinal)..];
        Assert.Equal(expected.Select(e => $"{e.Place}: {e.What}"), errors.Select(e => $"{Place(e)}: {e.Message}"));
        Assert.Equal("did you mean 'dt'?", errors[0].Hint);
        Assert.Contains("'random'", errors[5].Hint);
        Assert.All(errors, e => Assert.Equal("NEU1202", e.Code));
    }

    [Theory]
    [InlineData("\"kind\": \"lif\"", "\"kind\": \"lfi\"", "NEU1203", "kind of neuron 'lfi'", "'lif'")]
    [InlineData("\"tau\": 0.02", "\"tua\": 0.02", "NEU1203", "parameter of 'lif' 'tua'", "'tau'")]
    [InlineData("\"tau\": 0.02, ", "", "NEU1209", "parameter 'tau' of 'out' is missing", "seconds")]
    [InlineData("\"tau\": 0.02", "\"tau\": -1", "NEU1202", "'tau' of 'out' is not above 0", "time constant")]
    [InlineData("\"v_threshold\": 1", "\"v_threshold\": 1e9", "NEU1208", "out.threshold", "fraction bits")]
    [InlineData("\"to\": \"out\"", "\"to\": \"outt\"", "NEU1203", "population 'outt'", "did you mean 'out'")]
    [InlineData("\"to\": \"out\"", "\"to\": \"in\"", "NEU1213", "'in' is an input", "elsewhere")]
    [InlineData("\"weights\": 0.5", "\"weights\": \"w\"", "NEU1203", "array 'w'", "none")]
    [InlineData("\"rule\": \"pair_stdp\"", "\"rule\": \"pair_sdtp\"", "NEU1203", "rule 'pair_sdtp'", "did you mean 'pair_stdp'")]
    [InlineData("\"rule\": \"pair_stdp\"", "\"rule\": \"r_stdp\"", "NEU1209", "parameter 'r' of 'r_stdp'",
        "modulator POPULATION.STATE")]
    [InlineData("\"rule\": \"pair_stdp\"", "\"rule\": { \"name\": \"pair_stdp\", \"options\": { \"pairing\": \"some\" } }",
        "NEU1203", "choice of 'pairing' 'some'", "all, nearest")]
    [InlineData("\"rule\": \"pair_stdp\"", "\"rule\": { \"name\": \"sdsp\", \"inputs\": { \"v\": \"post state u\" } }",
        "NEU1203", "state of 'out' 'u'", "v")]
    [InlineData("\"weights\": 0.5", "\"weights\": 0.5, \"weight_format\": { \"fraction_bits\": 20 }",
        "NEU1215", "20 fraction bits", "number_format")]
    [InlineData("\"weights\": 0.5", "\"connect\": { \"pattern\": \"fixed_fan_in\", \"count\": 9 }",
        "NEU1213", "a fan-in of 9", "smaller")]
    [InlineData("{ \"kind\": \"input\", \"size\": 4 }", "{ \"kind\": \"input\", \"shape\": [134217728, 134217728] }",
        "NEU1212", "134217729", "smaller")]
    public void What_a_name_or_number_does_wrong_is_said(string old, string wrong, string code, string what, string hint)
    {
        Diagnostic error = NetworkText.Errors(Good.Replace(old, wrong, StringComparison.Ordinal))[0];
        Assert.Equal(code, error.Code);
        Assert.Contains(what, error.Message);
        Assert.Contains(hint, error.Hint);
        Assert.Contains("net.json:", error.Location);
    }

    [Fact]
    public void A_loop_without_delay_is_named()
    {
        string looping = Good.Replace("\"from\": \"in\", \"to\": \"out\"", "\"from\": \"out\", \"to\": \"out\", \"delay\": 0",
            StringComparison.Ordinal);
        Assert.Contains(NetworkText.Errors(looping),
            e => e.Code == "NEU1211" && e.Message.Contains("'out'", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_outside_their_format_are_clipped_with_a_warning()
    {
        LoadedNetwork network = NetworkText.Read(Good.Replace("\"weights\": 0.5", "\"weights\": 1.5", StringComparison.Ordinal));
        Diagnostic warning = Assert.Single(network.Warnings);
        Assert.Equal("NEU1210", warning.Code);
    }

    [Fact]
    public void A_member_given_twice_is_an_error()
    {
        Diagnostic error = Assert.Single(NetworkText.Errors(
            Good.Replace("\"size\": 4", "\"size\": 4, \"size\": 5", StringComparison.Ordinal)));
        Assert.Contains("given twice", error.Message);
    }

    [Fact]
    public void Own_expressions_and_programs_that_mean_nothing_are_named()
    {
        string Neuron(string constant, string line) => $$"""
            {
              "neurons": {
                "mine": { "constants": { "k": "{{constant}}" }, "program": ["acc in : i32", "param k", "{{line}}", "emit s"] }
              },
              "populations": { "a": { "kind": "mine" } }
            }
            """;
        Assert.Equal("NEU1207", NetworkText.Errors(Neuron("1 +", "s = ge in, k"))[0].Code);
        Assert.Equal("NEU1207", NetworkText.Errors(Neuron("tau * 2", "s = ge in, k"))[0].Code);
        Assert.Equal("NEU1208", NetworkText.Errors(Neuron("2^40", "s = ge in, k"))[0].Code);
        Assert.StartsWith("NEU2", NetworkText.Errors(Neuron("1", "s = gee in, k"))[0].Code);
    }

    [Fact]
    public void No_prefix_and_no_flipped_byte_of_a_file_crashes_the_reader()
    {
        using ScratchFolder folder = new();
        byte[] bytes = Encoding.UTF8.GetBytes(Good);
        Random random = new(1);
        for (int round = 0; round < 400; round++)
        {
            byte[] broken = round < 200 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            if (round >= 200) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["net.json"], broken);
            try
            {
                NetworkFrontend.Load(folder["net.json"]);
            }
            catch (DiagnosticException)
            {
                // What is expected of a file that is not whole.
            }
        }
    }
}
