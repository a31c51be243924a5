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
        TargetProfile again = TargetProfileReader.Read(TargetProfileWriter.Write(profile), "written", TargetCatalog.Load);
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
    [InlineData("{ \"name\": \"x\" }", "schema_version")]
    [InlineData("{ \"schema_version\": 2, \"name\": \"x\" }", "schema_version is 2")]
    [InlineData("{ \"schema_version\": 1 }", "no name")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"limit\": {} }", "limit is not known")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"limits\": { \"fanin\": 3 } }", "limits.fanin is not known")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"limits\": { \"fan_in\": -3 } }", "limits.fan_in is -3")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"limits\": 7 }", "limits is not an object")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"arithmetic\": { \"weight_bits\": 8.5 } }", "weight_bits is 8.5")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"arithmetic\": { \"signs\": \"both\" } }",
        "not one of symmetric, asymmetric")]
    [InlineData("{ \"schema_version\": 1, \"name\": \"x\", \"name\": \"y\" }", "name occurs twice")]
    [InlineData("{ \"schema_version\": 1, ", "not JSON")]
    public void A_profile_in_error_ends_in_a_diagnostic_that_names_the_field(string json, string expected)
    {
        Diagnostic diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => Read(json)).Diagnostics);
        Assert.Equal(DiagnosticCatalog.ProfileInError.Code, diagnostic.Code);
        Assert.Contains(expected, diagnostic.Message);
        Assert.StartsWith("mine.json", diagnostic.Location);
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

    private static TargetProfile Read(string json) => TargetProfileReader.Read(json, "mine.json", TargetCatalog.Load);
}
