using System.Text.Json;
using System.Xml.Linq;
using Neuro.Emulator.Devices;
using Neuro.Ir.Devices;

namespace Neuro.Cli.Tests;

/// <summary><c>neuro devices</c>.</summary>
public sealed class DevicesTests
{
    [Fact]
    public void The_list_names_every_device_with_its_range()
    {
        string list = Cli.Ok("devices", "list");
        foreach (string name in DeviceCatalog.Presets) Assert.Contains(name, list, StringComparison.Ordinal);
        Assert.Contains("9 µS to 88.2 µS", list, StringComparison.Ordinal);
        JsonElement json = Cli.Json("devices list", "ok", Cli.Run("devices", "list", "--json"));
        JsonElement pcm = json.GetProperty("devices").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "pcm");
        Assert.Equal(25e-6, pcm.GetProperty("g_max").GetDouble());
        Assert.Equal("power_law", pcm.GetProperty("drift").GetString());
    }

    [Fact]
    public void What_show_prints_is_a_device_file()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["mine.json"], Cli.Ok("devices", "show", "taox-hfox"));
        Assert.Equal(Cli.Ok("devices", "show", "taox-hfox"), Cli.Ok("devices", "show", folder["mine.json"]));
        JsonElement json = Cli.Json("devices show", "ok", Cli.Run("devices", "show", "taox-hfox", "--json"));
        Assert.Equal(128, json.GetProperty("device").GetProperty("pulse").GetProperty("p_max").GetInt32());
        Assert.True(json.GetProperty("tables").GetProperty("error_per_pulse").GetDouble() < 1e-8);
    }

    [Fact]
    public void Every_device_that_has_something_to_plot_is_plotted()
    {
        foreach (string name in DeviceCatalog.Presets.Where(n => n != "ideal"))
        {
            string plot = Cli.Ok("devices", "plot", name);
            Assert.Contains("└──────", plot, StringComparison.Ordinal);
            Assert.All(plot.Split('\n'), line => Assert.True(line.Length <= 160, $"{name}: {line}"));
        }
        Assert.Contains("NEU3526", Cli.Fails(ExitCode.InputError, "devices", "plot", "ideal"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_well_formed_needs_nothing_else_and_follows_light_and_dark()
    {
        using ScratchFolder folder = new();
        Cli.Ok("devices", "plot", "pcm", "-o", folder["pcm.svg"]);
        string text = File.ReadAllText(folder["pcm.svg"]);
        XElement svg = XDocument.Parse(text).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(ns + "svg", svg.Name);
        XElement[] curves = [.. svg.Descendants(ns + "path")];
        Assert.Equal(3 + 9 + 2, curves.Length);
        Assert.All(curves, curve => Assert.StartsWith("curve c", curve.Attribute("class")!.Value, StringComparison.Ordinal));
        Assert.Contains("prefers-color-scheme: dark", text, StringComparison.Ordinal);
        Assert.DoesNotContain("href", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_of_a_plot_are_a_table()
    {
        using ScratchFolder folder = new();
        Cli.Ok("devices", "plot", "hzo-fefet", "--curve", "pulses", "-o", folder["p.csv"]);
        string[] lines = File.ReadAllLines(folder["p.csv"]);
        Assert.Equal("chart,curve,x,y", lines[0]);
        string[] mean = [.. lines.Where(l => l.Contains("mean", StringComparison.Ordinal))];
        Assert.Equal(65, mean.Length);
        Assert.Equal(1e6 / 559e3, double.Parse(mean[32].Split(',')[^1]), 1e-9);
    }

    [Fact]
    public void A_fitted_device_is_a_device_like_any_other()
    {
        using ScratchFolder folder = new();
        DeviceModel device = DeviceCatalog.Load("epiram");
        File.WriteAllText(folder["pulses.csv"], Pulses((NonlinearPulse)device.Pulse!, device.GMin, device.GMax));
        JsonElement json = Cli.Json(
            "devices fit", "ok", Cli.Run("devices", "fit", folder["pulses.csv"], "-o", folder["mine.json"], "--json"));
        Assert.Equal("nonlinear_pulse", json.GetProperty("model").GetString());
        Assert.True(json.GetProperty("nonlinear").GetProperty("residual").GetDouble() < 1e-3);
        DeviceModel fitted = DeviceCatalog.Load(folder["mine.json"]);
        NonlinearPulse pulse = Assert.IsType<NonlinearPulse>(fitted.Pulse);
        Assert.Equal("mine", fitted.Name);
        Assert.Equal(0.5, pulse.NlLtp, 0.01);
        Assert.Equal(-0.5, pulse.NlLtd, 0.01);
        Cli.Ok("devices", "plot", folder["mine.json"]);
        Cli.Ok("devices", "fit", folder["pulses.csv"], "-o", folder["table.json"], "--model", "measured-step");
        Assert.IsType<MeasuredStep>(DeviceCatalog.Load(folder["table.json"]).Pulse);
    }

    [Fact]
    public void Mistakes_are_said_and_nothing_is_written()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["bad.csv"], "pulse,g\n0,1\n1,oops\n");
        string error = Cli.Fails(ExitCode.InputError, "devices", "fit", folder["bad.csv"], "-o", folder["d.json"]);
        Assert.Contains("NEU3524", error, StringComparison.Ordinal);
        Assert.Contains("bad.csv:3", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["d.json"]));
        string misspelt = Cli.Fails(ExitCode.InputError, "devices", "show", "ReRamES");
        Assert.Contains("did you mean 'reram-es'", misspelt, StringComparison.Ordinal);
        Assert.Contains(".svg", Cli.Fails(ExitCode.Usage, "devices", "plot", "pcm", "-o", "x.png"), StringComparison.Ordinal);
        Assert.Contains("--output", Cli.Fails(ExitCode.Usage, "devices", "fit", "x.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_says_does_not_command_the_terminal()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["escape.csv"], "a\e[31mb\a,c\n1,2\n");
        string error = Cli.Fails(ExitCode.InputError, "devices", "fit", folder["escape.csv"], "-o", folder["d.json"]);
        Assert.DoesNotContain('\e', error);
        Assert.DoesNotContain('\a', error);
        Assert.Contains("a\uFFFD[31mb\uFFFD,c", error, StringComparison.Ordinal);
        File.WriteAllText(folder["escape.json"], """{ "name": "a\u001b[31m", "g_min": 0, "g_max": 1e-6 }""");
        Assert.Contains("NEU3520", Cli.Fails(ExitCode.InputError, "devices", "show", folder["escape.json"]));
    }

    private static string Pulses(NonlinearPulse model, double minimum, double maximum)
    {
        Emulator.Devices.Pulses.NonlinearCurve up = new(model.NlLtp), down = new(model.NlLtd);
        string Row(int n, string direction, double x) =>
            FormattableString.Invariant($"a,{n},{direction},{(minimum + x * (maximum - minimum)) * 1e6:r}\n");
        IEnumerable<int> pulses = Enumerable.Range(0, model.PMax + 1);
        return "device,pulse,direction,conductance (uS)\n"
            + string.Concat(pulses.Select(n => Row(n, "up", up.At((double)n / model.PMax))))
            + string.Concat(pulses.Select(n => Row(n, "down", down.At(1 - (double)n / model.PMax))));
    }
}
