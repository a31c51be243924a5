using Neuro.Emulator.Devices;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>The presets, users' files, and what is said of those that are wrong.</summary>
public sealed class DeviceCatalogTests
{
    [Fact]
    public void Every_device_that_the_field_compares_is_there()
    {
        string[] expected =
        [
            "ag-asi", "alox-hfo2", "capacitor", "cmo-hfox", "ecram", "ecram-mo", "epiram", "gokmen-vlasov", "gst-pcm",
            "hzo-fefet", "ideal", "idealized", "pcm", "pcm-pulsed", "pcmo",
            "reram-array-hfo2", "reram-array-om", "reram-es", "reram-sb",
            "reram-wan", "taox-hfox",
        ];
        Assert.Equal(expected, DeviceCatalog.Presets);
    }

    [Fact]
    public void Every_preset_is_called_as_its_file_and_names_its_sources()
    {
        foreach (string name in DeviceCatalog.Presets)
        {
            DeviceModel device = DeviceCatalog.Load(name);
            Assert.Equal(name, device.Name);
            Assert.NotEmpty(device.Description);
            Assert.NotEmpty(device.Sources);
        }
    }

    [Fact]
    public void What_is_printed_reads_back_as_the_same_device()
    {
        foreach (string name in DeviceCatalog.Presets)
        {
            string text = SpecificationJson.Print(DeviceCatalog.Load(name));
            DeviceModel again = SpecificationJson.Parse<DeviceModel>(text, name);
            Assert.Equal(text, SpecificationJson.Print(again));
            Assert.Equal(DeviceCatalog.Load(name).Pulse?.GetType(), again.Pulse?.GetType());
        }
    }

    [Fact]
    public void A_users_changed_copy_of_a_preset_counts_where_its_folder_is_listed()
    {
        const string variable = "NEURO_DEVICES_OF_A_TEST";
        SpecificationCatalog<DeviceModel> catalog = new(
            "devices/", variable, DeviceRules.ThrowIfInvalid, DiagnosticCatalog.NoSuchDevice,
            DiagnosticCatalog.DeviceFileNotFound, DiagnosticCatalog.DeviceFileUnreadable);
        using ScratchFolder folder = new();
        DeviceModel changed = catalog.Load("pcm") with { Levels = 7 };
        File.WriteAllText(Path.Combine(folder.Path, "pcm.json"), SpecificationJson.Print(changed));
        Assert.Equal(0, catalog.Load("pcm").Levels);
        Environment.SetEnvironmentVariable(variable, folder.Path);
        Assert.Equal(7, catalog.Load("pcm").Levels);
        Assert.Single(catalog.Names, "pcm");
    }

    [Fact]
    public void A_users_file_is_found_by_its_path_and_by_its_name_in_the_folders_of_the_environment()
    {
        using ScratchFolder folder = new();
        string file = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(file, SpecificationJson.Print(DeviceCatalog.Load("pcm") with { Name = "mine" }));
        Assert.Equal("mine", DeviceCatalog.Load(file).Name);
        string? before = Environment.GetEnvironmentVariable(DeviceCatalog.FoldersVariable);
        try
        {
            Environment.SetEnvironmentVariable(DeviceCatalog.FoldersVariable, folder.Path);
            Assert.Equal("mine", DeviceCatalog.Load("mine").Name);
            Assert.Contains("mine", DeviceCatalog.Names);
        }
        finally
        {
            Environment.SetEnvironmentVariable(DeviceCatalog.FoldersVariable, before);
        }
    }

    [Theory]
    [InlineData("ReRamES", "reram-es")]
    [InlineData("taox", "taox-hfox")]
    [InlineData("gokmen-vlassov", "gokmen-vlasov")]
    [InlineData("epiran", "epiram")]
    public void A_misspelt_name_is_answered_with_the_one_that_is_meant(string misspelt, string meant)
    {
        Diagnostic finding = Assert.Single(Findings(() => DeviceCatalog.Load(misspelt)));
        Assert.Equal("NEU3521", finding.Code);
        Assert.Contains($"'{meant}'", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_like_none_is_answered_with_all_there_are() =>
        Assert.Contains("ag-asi, alox-hfo2", Assert.Single(Findings(() => DeviceCatalog.Load("quartz-q"))).Hint,
            StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_so() =>
        Assert.Equal("NEU3522", Assert.Single(Findings(() => DeviceCatalog.Load("./nowhere.json"))).Code);

    [Fact]
    public void Everything_that_is_wrong_with_a_device_is_listed_at_once()
    {
        DeviceModel device = DeviceCatalog.Load("reram-es") with
        {
            GMin = -1,
            GMax = -2,
            Levels = 1,
            StuckOn = 0.7,
            StuckOff = 0.5,
            Pulse = new ExpStep { DwMin = 0, WMax = -1, UpDown = double.NaN },
            Programming = new() { Tolerance = 2, PulseBudget = 0 },
            Drift = new PowerLawDrift { T0 = 0, MeanMin = 0.2, MeanMax = 0.1 },
        };
        string[] members =
        [
            .. DeviceRules.Check(device, "here.json").Select(d => d.Message.Split("': ")[1].Split(" is ")[0]),
        ];
        foreach (string member in new[]
        {
            "g_min", "g_max", "levels", "stuck_off", "pulse.dw_min", "pulse.w_max", "pulse.up_down", "programming.tolerance",
            "programming.pulse_budget", "drift.t0", "drift.mean_max",
        })
            Assert.Contains(member, members);
    }

    [Fact]
    public void A_malformed_file_is_a_diagnostic_with_its_line()
    {
        using ScratchFolder folder = new();
        string file = Path.Combine(folder.Path, "bad.json");
        File.WriteAllText(file, "{\n  \"name\": \"bad\", \"g_min\": 0,\n  \"g_maximum\": 1\n}");
        Diagnostic finding = Assert.Single(Findings(() => DeviceCatalog.Load(file)));
        Assert.Equal("NEU3501", finding.Code);
        Assert.Contains("bad.json:3", finding.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_device_files_end_in_a_device_or_a_diagnostic()
    {
        Random random = new(7);
        string[] texts = [.. DeviceCatalog.Presets.Select(n => SpecificationJson.Print(DeviceCatalog.Load(n)))];
        for (int i = 0; i < 2000; i++)
        {
            char[] text = texts[random.Next(texts.Length)].ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
                text[random.Next(text.Length)] = "0123456789-.eE\"{}[],: nul"[random.Next(25)];
            try
            {
                DeviceModel device = SpecificationJson.Parse<DeviceModel>(new(text), "mutated");
                if (!DeviceRules.Check(device, "mutated").IsEmpty) continue;
                // Whatever passes the rules can be written and read.
                CellRandom cell = new(1, 1, 1, (uint)i);
                StaticDevice working = new(device with { Programming = device.Programming with { PulseBudget = 10 } });
                ProgrammedCell programmed = working.Program((device.GMin + device.GMax) / 2, ref cell);
                Assert.True(double.IsFinite(working.ConductanceAt(programmed, 1e6, 350)), new string(text));
            }
            catch (DiagnosticException)
            {
            }
        }
    }

    [Fact]
    public void A_file_without_end_ends_in_a_diagnostic()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no /dev/zero here");
        Diagnostic finding = Assert.Single(Findings(() => DeviceCatalog.Load("/dev/zero")));
        Assert.Equal(DiagnosticCatalog.DeviceFileUnreadable.Code, finding.Code);
    }

    private static System.Collections.Immutable.ImmutableArray<Diagnostic> Findings(Action work) =>
        Assert.Throws<DiagnosticException>(work).Diagnostics;
}
