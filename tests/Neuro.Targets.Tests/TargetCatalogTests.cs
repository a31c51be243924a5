using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Tests;

public sealed class TargetCatalogTests
{
    public static TheoryData<string> Names => [.. TargetCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shipped_profile_loads_under_its_folders_name(string name)
    {
        TargetProfile profile = TargetCatalog.Load(name);
        Assert.Equal(name, profile.Name);
        Assert.NotEmpty(profile.Description);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_written_profile_reads_back_with_the_same_values(string name)
    {
        TargetProfile profile = TargetCatalog.Load(name);
        TargetProfile again = TargetProfileReader.Read(
            TargetProfileWriter.Write(profile), "written", (parent, _) => TargetCatalog.Load(parent));
        Assert.Equal(profile.Limits, again.Limits);
        Assert.Equal(profile.Arithmetic with { Roundings = [] }, again.Arithmetic with { Roundings = [] });
        Assert.Equal(profile.Arithmetic.Roundings.AsEnumerable(), again.Arithmetic.Roundings);
    }

    [Fact]
    public void The_default_target_is_the_emulators_own_arithmetic()
    {
        TargetProfile profile = TargetCatalog.Load(TargetCatalog.Default);
        Assert.Equal(TargetProfile.Emulator.Arithmetic with { Roundings = [] }, profile.Arithmetic with { Roundings = [] });
        Assert.Equal(TargetProfile.Emulator.Limits, profile.Limits);
    }

    [Fact]
    public void A_child_says_only_what_differs_from_its_parent()
    {
        TargetProfile parent = TargetCatalog.Load("generic");
        TargetProfile child = TargetCatalog.Load("generic-cores");
        Assert.Equal("generic", child.Parent);
        Assert.Equal(parent.Arithmetic.WeightBits, child.Arithmetic.WeightBits);
        Assert.Equal(256, child.Limits.NeuronsPerCore);
        Assert.Null(parent.Limits.NeuronsPerCore);
    }

    [Fact]
    public void A_users_profile_may_inherit_and_take_a_limit_away()
    {
        TargetProfile profile = Read("""
            { "schema_version": 1, "name": "mine", "inherits": "generic-cores",
              "arithmetic": { "signs": "asymmetric", "roundings": ["floor", "toward_zero"] }, "limits": { "fan_in": null } }
            """);
        Assert.Equal(SignRange.Asymmetric, profile.Arithmetic.Signs);
        Assert.Equal([Rounding.Floor, Rounding.TowardZero], profile.Arithmetic.Roundings.AsEnumerable());
        Assert.Null(profile.Limits.FanIn);
        Assert.Equal(256, profile.Limits.NeuronsPerCore);
    }

    [Theory]
    [InlineData("{ \"name\": \"x\" }", ":1:1 ($)", "'schema_version' is missing")]
    [InlineData("{ \"schema_version\": 2, \"name\": \"x\" }", ":1:21 ($.schema_version)", "this must be 1")]
    [InlineData("{ \"schema_version\": 1 }", ":1:1 ($)", "'name' is missing")]
    [InlineData("[1]", ":1:1 ($)", "an object { … } is needed here, not a list")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"limit\": {} }", "($.limit)", "no member 'limit'")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\",\n\"limits\": { \"fan_in\": -3 } }",
        ":2:23 ($.limits.fan_in)", "too small")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"limits\": 7 }", "($.limits)", "an object { … } is needed here")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"arithmetic\": { \"weight_bits\": 8.5 } }",
        "($.arithmetic.weight_bits)", "an integer is needed here, not 8.5")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"arithmetic\": { \"signs\": \"both\" } }",
        "($.arithmetic.signs)", "'both' is not known here")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"arithmetic\": { \"state_bits\": 8, \"bias_bits\": 9 } }",
        "($.arithmetic.bias_bits)", "bias_bits is 9, and a state has 8 bits")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"name\": \"y\" }", "($.name)", "'name' is given twice")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"loads\": \"nett\" }", "($.loads)", "no format 'nett'")]
    public void A_profile_in_error_ends_in_a_diagnostic_with_line_and_path(string json, string place, string expected)
    {
        Diagnostic diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => Read(json)).Diagnostics);
        Assert.Equal(DiagnosticCatalog.ProfileInvalid.Code, diagnostic.Code);
        Assert.Contains(expected, diagnostic.Message);
        Assert.StartsWith("mine.json:", diagnostic.Location);
        Assert.EndsWith(place, diagnostic.Location);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_the_nearest_names()
    {
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Read("""
            { "schema_version": 1, "name": "x", "inherit": "generic",
              "arithmetic": { "weight_bit": 4, "signs": "asymetric" },
              "limits": { "fanin": 3, "cores": 0 } }
            """));
        Assert.Equal(
            ["did you mean 'inherits'?", "did you mean 'weight_bits'?", "did you mean 'asymmetric' or 'symmetric'?",
                "did you mean 'fan_in'?"],
            error.Diagnostics.Select(d => d.Hint).Where(h => h.StartsWith("did you", StringComparison.Ordinal)));
        Assert.Equal(5, error.Diagnostics.Length);
    }

    [Fact]
    public void A_text_that_is_not_JSON_is_refused_with_its_line()
    {
        Diagnostic diagnostic = Assert.Single(
            Assert.Throws<DiagnosticException>(() => Read("{ \"schema_version\": 1,\n ")).Diagnostics);
        Assert.Equal(DiagnosticCatalog.ProfileNotJson.Code, diagnostic.Code);
        Assert.StartsWith("mine.json:2", diagnostic.Location);
    }

    [Theory]
    [InlineData("neurons", typeof(NeuronFamily))]
    [InlineData("signs", typeof(SignRange))]
    [InlineData("scale", typeof(ScaleKind))]
    public void The_schema_knows_every_word_of_an_enumeration(string member, Type type)
    {
        using System.Text.Json.JsonDocument schema = System.Text.Json.JsonDocument.Parse(TargetCatalog.Schema);
        IEnumerable<string?> words = schema.RootElement.GetProperty("$defs").GetProperty("arithmetic").GetProperty("properties")
            .GetProperty(member).GetProperty("enum").EnumerateArray().Select(e => e.GetString());
        Assert.Equal(Enum.GetNames(type).Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName), words);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_skeleton_computes_what_its_parent_does_and_says_what_its_members_mean(string name)
    {
        TargetProfile parent = TargetCatalog.Load(name);
        string text = ProfileSkeleton.Write("mine", parent, name);
        TargetProfile child = Read(text);
        Assert.Equal("mine", child.Name);
        Assert.Equal(name, child.Parent);
        Assert.Equal(parent.Limits, child.Limits);
        Assert.Equal(parent.Events, child.Events);
        Assert.Equal(parent.Loads, child.Loads);
        Assert.Equal(parent.Arithmetic with { Roundings = [] }, child.Arithmetic with { Roundings = [] });
        Assert.Contains("// bits of a weight, 1 to 16\n    \"weight_bits\":", text);
    }

    [Fact]
    public void A_profile_inherits_from_a_file_beside_it_and_a_cycle_is_told_with_its_way()
    {
        string folder = Directory.CreateTempSubdirectory("neuro-profiles-").FullName;
        try
        {
            Write("base.json", """{ "schema_version": 1, "name": "base", "inherits": "generic", "limits": { "cores": 3 } }""");
            Write("chip.json", """{ "schema_version": 1, "name": "chip", "inherits": "./base.json" }""");
            Assert.Equal(3, TargetCatalog.Load(Path.Combine(folder, "chip.json")).Limits.Cores);

            Write("base.json", """{ "schema_version": 1, "name": "base", "inherits": "./chip.json" }""");
            Diagnostic cycle = Assert.Single(Assert.Throws<DiagnosticException>(
                () => TargetCatalog.Load(Path.Combine(folder, "chip.json"))).Diagnostics);
            Assert.Equal(DiagnosticCatalog.ProfileCycle.Code, cycle.Code);
            Assert.Contains("chip.json -> base.json -> chip.json", cycle.Message);
            Assert.EndsWith("base.json:1:52 ($.inherits)", cycle.Location);

            Write("base.json", """{ "schema_version": 1, "name": "base", "inherits": "generik" }""");
            Diagnostic missing = Assert.Single(Assert.Throws<DiagnosticException>(
                () => TargetCatalog.Load(Path.Combine(folder, "chip.json"))).Diagnostics);
            Assert.Equal(DiagnosticCatalog.NoSuchTarget.Code, missing.Code);
            Assert.EndsWith("($.inherits)", missing.Location);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
    }

    [Fact]
    public void An_unknown_target_is_answered_with_those_there_are()
    {
        Diagnostic diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => TargetCatalog.Load("loihi9")).Diagnostics);
        Assert.Equal(DiagnosticCatalog.NoSuchTarget.Code, diagnostic.Code);
        Assert.Contains("generic-cores", diagnostic.Hint);
    }

    [Fact]
    public void A_missing_profile_file_is_a_diagnostic()
    {
        Diagnostic diagnostic =
            Assert.Single(Assert.Throws<DiagnosticException>(() => TargetCatalog.Load("./absent.json")).Diagnostics);
        Assert.Equal(DiagnosticCatalog.ProfileNotFound.Code, diagnostic.Code);
    }

    private static TargetProfile Read(string json) => TargetProfileReader.Read(
        json, "mine.json", (parent, _) => TargetCatalog.Load(parent));
}
